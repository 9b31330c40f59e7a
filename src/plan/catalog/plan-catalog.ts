import type { Json, PlannedFile } from '../../model/file-plan.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { serialised } from '../planned.ts';
import { type Change, catalogPlaceholders, changeSet, idMadeBy, offer, product } from './change.ts';
import {
  createOffer,
  legalTerms,
  offerInformation,
  pricingTerms,
  releaseOffer,
  supportTerms,
} from './offer-changes.ts';
import {
  addVersion,
  createProduct,
  productInformation,
  releaseProduct,
  restrictVersion,
  updateVisibility,
} from './product-changes.ts';

const ofProduct = product(catalogPlaceholders.product);
const ofOffer = offer(catalogPlaceholders.offer);

/**
 * The requests by which a product comes to AWS Marketplace, and changes there. They are complete, except for the
 * account and the ids that AWS gives, so there is none as long as the manifest lacks what AWS asks for.
 */
export function planCatalog(listing: ResolvedListing): readonly PlannedFile[] {
  if (!hasCatalogRequests(listing)) return [];
  const version = `${listing.name} ${listing.release}`;
  const requests: Readonly<Record<string, Json>> = {
    'first-publication': changeSet(`First publication of ${version}`, firstPublication(listing)),
    'new-version': changeSet(`New version ${version}`, [addVersion(ofProduct, listing)]),
    'new-version-and-prices': changeSet(`New version ${version} with prices`, [
      addVersion(ofProduct, listing),
      pricingTerms(ofOffer, listing),
    ]),
    ...newPrices(listing),
    'new-page': changeSet(`New page of ${listing.name}`, [productInformation(ofProduct, listing)]),
    'restrict-version': changeSet(`Restrict a version of ${listing.name}`, [restrictVersion(ofProduct)]),
    ...visibilities(listing),
  };
  return Object.entries(requests).map(([name, request]) =>
    serialised(`marketplace/catalog/${name}.json`, 'own', request),
  );
}

export function hasCatalogRequests({ missing }: ResolvedListing): boolean {
  return missing.length === 0;
}

/** AWS wants a first version and its prices in one request, and sorts the changes of a request by itself. */
function firstPublication(listing: ResolvedListing): readonly Change[] {
  const made = { product: product(idMadeBy('Product')), offer: offer(idMadeBy('Offer')) };
  return [
    createProduct('Product', listing),
    productInformation(made.product, listing),
    addVersion(made.product, listing),
    createOffer('Offer', idMadeBy('Product')),
    offerInformation(made.offer, listing),
    supportTerms(made.offer, listing),
    legalTerms(made.offer, listing),
    pricingTerms(made.offer, listing),
    releaseProduct(made.product),
    releaseOffer(made.offer),
  ];
}

/** A free product stays free: the pricing model cannot be changed. */
function newPrices(listing: ResolvedListing): Readonly<Record<string, Json>> {
  if (listing.pricing?.model === 'free') return {};
  const request = changeSet(`New prices of ${listing.name}`, [pricingTerms(ofOffer, listing)]);
  return { 'new-prices': request };
}

/** People at AWS review these, so each is alone in its request. */
function visibilities({ name }: ResolvedListing): Readonly<Record<string, Json>> {
  const targets = ['Limited', 'Public', 'Restricted'] as const;
  return Object.fromEntries(
    targets.map((target) => [
      `visibility-${target.toLowerCase()}`,
      changeSet(`Make ${name} ${target}`, [updateVisibility(ofProduct, target)]),
    ]),
  );
}
