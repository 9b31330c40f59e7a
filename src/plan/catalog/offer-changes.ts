import type { Json } from '../../model/file-plan.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { type Change, type Entity, offer } from './change.ts';
import { pricedDimensions } from './priced-dimensions.ts';

export function createOffer(name: string, product: string): Change {
  return { name, type: 'CreateOffer', entity: offer(null), details: { ProductId: product } };
}

/** Buyers do not see these: a product has one public offer. */
export function offerInformation(entity: Entity, { title, name }: ResolvedListing): Change {
  // The signs that AWS refuses in the name of an offer.
  const plain = title.replace(/[\\<>]/g, '').trim() || name;
  const details = { Name: plain, Description: `The public offer of ${plain}` };
  return { name: 'OfferInformation', type: 'UpdateInformation', entity, details };
}

export function supportTerms(entity: Entity, { page }: ResolvedListing): Change {
  const term = { Type: 'SupportTerm', RefundPolicy: page.refundPolicy ?? '' };
  return { name: 'Refunds', type: 'UpdateSupportTerms', entity, details: { Terms: [term] } };
}

export function legalTerms(entity: Entity, { page }: ResolvedListing): Change {
  const licence =
    page.eula === 'standard'
      ? { Type: 'StandardEula', Version: newestStandardContract }
      : { Type: 'CustomEula', Url: page.eula ?? '' };
  const details = { Terms: [{ Type: 'LegalTerm', Documents: [licence] }] };
  return { name: 'Licence', type: 'UpdateLegalTerms', entity, details };
}

/** Of the Standard Contract for AWS Marketplace (Catalog API, read 2026-11-29). */
const newestStandardContract = '2022-07-14';

/** Every dimension of the product has a price. That of a free one is zero: AWS takes no offer without a term. */
export function pricingTerms(entity: Entity, listing: ResolvedListing): Change {
  const dimensions = pricedDimensions(listing);
  const rates = dimensions.map(({ key, price }) => ({ DimensionKey: key, Price: price }));
  const usage = { Type: 'UsageBasedPricingTerm', CurrencyCode: 'USD', RateCards: [{ RateCard: rates }] };
  const isFree = listing.pricing?.model === 'free';
  return {
    name: 'Prices',
    type: 'UpdatePricingTerms',
    entity,
    details: { PricingModel: isFree ? 'Free' : 'Usage', Terms: [usage, ...freeTrial(listing)] },
  };
}

function freeTrial(listing: ResolvedListing): readonly Json[] {
  const days = listing.pricing?.freeTrialDays ?? null;
  if (days === null || listing.pricing?.model === 'free') return [];
  const grants = pricedDimensions(listing).map(({ key }) => ({ DimensionKey: key }));
  return [{ Type: 'FreeTrialPricingTerm', Duration: `P${days}D`, Grants: grants }];
}

export function releaseOffer(entity: Entity): Change {
  return { name: 'ReleaseOffer', type: 'ReleaseOffer', entity, details: {} };
}
