import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { type Change, catalogPlaceholders, type Entity, product } from './change.ts';
import { deliveryOption } from './delivery-option.ts';
import { overview } from './version-words.ts';

export function createProduct(name: string, { title }: ResolvedListing): Change {
  return { name, type: 'CreateProduct', entity: product(null), details: { ProductTitle: title.trim() } };
}

/** The page of the product. A draft needs all of it at once, except the SKU and a video. */
export function productInformation(entity: Entity, listing: ResolvedListing): Change {
  const { title, page } = listing;
  return {
    name: 'Page',
    type: 'UpdateInformation',
    entity,
    details: {
      ProductTitle: title.trim(),
      ShortDescription: page.shortDescription ?? '',
      LongDescription: overview(listing),
      Sku: page.sku,
      LogoUrl: page.logo ?? '',
      ...(page.video !== null && { VideoUrls: [page.video] }),
      Highlights: page.highlights,
      AdditionalResources: page.links.map(({ text, url }) => ({ Text: text, Url: url })),
      SupportDescription: page.support ?? '',
      Categories: page.categories,
      SearchKeywords: page.keywords,
    },
  };
}

/** A version of a machine-learning product has exactly one delivery option. */
export function addVersion(entity: Entity, listing: ResolvedListing): Change {
  const { release, page } = listing;
  return {
    name: 'Version',
    type: 'AddDeliveryOptions',
    entity,
    details: {
      Version: { VersionTitle: release, ReleaseNotes: page.releaseNotes ?? '' },
      DeliveryOptions: [{ Details: deliveryOption(listing) }],
    },
  };
}

export function restrictVersion(entity: Entity): Change {
  const details = { DeliveryOptionIds: [catalogPlaceholders.deliveryOption] };
  return { name: 'Restriction', type: 'RestrictDeliveryOptions', entity, details };
}

export function releaseProduct(entity: Entity): Change {
  return { name: 'ReleaseProduct', type: 'ReleaseProduct', entity, details: {} };
}

export type Visibility = 'Limited' | 'Public' | 'Restricted';

export function updateVisibility(entity: Entity, visibility: Visibility): Change {
  const details = { TargetVisibility: visibility };
  return { name: 'Visibility', type: 'UpdateVisibility', entity, details };
}
