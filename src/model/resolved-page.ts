import type { MissingMember } from './missing-for-publish.ts';
import type { Buyers, CustomAttribute, MedicalUse, PageLink, PricingModel } from './product-page.ts';

/** The part of a resolved listing that is about buyers alone. */
export interface WhatBuyersGet {
  readonly page: ResolvedPage;
  readonly customAttributes: readonly CustomAttribute[];
  readonly buyers: ResolvedBuyers;
  /** Null where the manifest says nothing about prices. */
  readonly pricing: ResolvedPricing | null;
  /** What AWS Marketplace asks for before the product is published, and the manifest does not say. */
  readonly missing: readonly MissingMember[];
}

/** What buyers read. What is null or empty is missing, or was left out. */
export interface ResolvedPage {
  readonly shortDescription: string | null;
  readonly longDescription: string | null;
  readonly highlights: readonly string[];
  readonly categories: readonly string[];
  readonly keywords: readonly string[];
  readonly logo: string | null;
  readonly video: string | null;
  readonly links: readonly PageLink[];
  readonly sku: string;
  readonly support: string | null;
  readonly refundPolicy: string | null;
  /** `standard`, or the address of the seller's own licence. */
  readonly eula: string | null;
  readonly releaseNotes: string | null;
  readonly usage: string | null;
  readonly limitations: string | null;
  readonly medical: MedicalUse | null;
}

export type ResolvedBuyers = { readonly [Member in keyof Buyers]-?: string | null };

export interface ResolvedPricing {
  readonly model: PricingModel;
  /** Of every instance type that is sold by the hour, in the order of the manifest; empty lists where a use is not. */
  readonly hourly: {
    readonly realtime: readonly HourlyPrice[];
    readonly transform: readonly HourlyPrice[];
    readonly training: readonly HourlyPrice[];
  };
  /** Of an answer of an endpoint, in US dollars. */
  readonly perInference: string | null;
  readonly freeTrialDays: number | null;
}

export interface HourlyPrice {
  /** The instance type. */
  readonly type: string;
  /** In US dollars; null where it is missing. */
  readonly price: string | null;
}
