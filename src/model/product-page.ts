/** What buyers read on AWS Marketplace. */
export interface Page {
  readonly shortDescription?: string;
  readonly longDescription?: string;
  readonly highlights?: readonly string[];
  readonly categories?: readonly string[];
  readonly keywords?: readonly string[];
  readonly logo?: string;
  readonly video?: string;
  readonly links?: readonly PageLink[];
  readonly sku?: string;
  readonly support?: string;
  readonly refundPolicy?: string;
  /** `standard`, or the address of the seller's own licence. */
  readonly eula?: string;
  readonly releaseNotes?: string;
  readonly usage?: string;
  readonly limitations?: string;
  readonly medical?: MedicalUse;
}

export interface PageLink {
  readonly text: string;
  readonly url: string;
}

export type MedicalUse = 'for-diagnosis' | 'not-for-diagnosis';

/** What callers may write into the header for custom attributes. */
export interface CustomAttribute {
  readonly name: string;
  readonly description: string;
}

/** Addresses of what buyers try the product with. */
export interface Buyers {
  readonly repository?: string;
  readonly notebook?: string;
}

export type PricingModel = 'hourly' | 'per-inference' | 'free';

export interface Pricing {
  readonly model: PricingModel;
  readonly hourly?: HourlyPrices;
  readonly perInference?: string;
  readonly freeTrialDays?: number;
}

/** In US dollars, for each use. */
export interface HourlyPrices {
  readonly realtime?: PriceOfUse;
  readonly transform?: PriceOfUse;
  readonly training?: PriceOfUse;
}

/** One price for all instance types, or prices by type, with `default` for the others. */
export type PriceOfUse = string | Readonly<Record<string, string>>;
