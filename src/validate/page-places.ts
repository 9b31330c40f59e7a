import type { Accepted, Manifest } from '../model/manifest.ts';
import type { Page } from '../model/product-page.ts';
import { type PlacedText, textAt, textsAt } from './manifest-places.ts';

/** Texts of the page that may have several lines. */
const longTexts = [
  'longDescription',
  'support',
  'refundPolicy',
  'releaseNotes',
  'usage',
  'limitations',
] as const satisfies readonly (keyof Page)[];

/** A text of the page. */
export interface PageText extends PlacedText {
  readonly isLong: boolean;
}

/** Every text that AWS Marketplace shows as it is. */
export function pageTextsOf({ page, customAttributes }: Accepted<Manifest>): PageText[] {
  const short = [
    ...textAt(['page', 'shortDescription'], page?.shortDescription),
    ...textsAt(['page', 'highlights'], page?.highlights),
    ...textsAt(['page', 'categories'], page?.categories),
    ...textsAt(['page', 'keywords'], page?.keywords),
    ...(page?.links ?? []).flatMap((link, index) => textAt(['page', 'links', index, 'text'], link?.text)),
    ...textAt(['page', 'sku'], page?.sku),
    ...(customAttributes ?? []).flatMap((attribute, index) =>
      textAt(['customAttributes', index, 'description'], attribute?.description),
    ),
  ];
  const long = longTexts.flatMap((member) => textAt(['page', member], page?.[member]));
  return [
    ...short.map((text) => ({ ...text, isLong: false })),
    ...long.map((text) => ({ ...text, isLong: true })),
  ];
}

/** What an address leads to. */
export type AddressUse = 'logo' | 'video' | 'link' | 'licence' | 'repository' | 'notebook';

export interface PlacedAddress extends PlacedText {
  readonly use: AddressUse;
}

/** Every web address that buyers, or AWS, open. */
export function addressesOf({ page, buyers }: Accepted<Manifest>): PlacedAddress[] {
  const placed = (use: AddressUse, texts: readonly PlacedText[]) => texts.map((text) => ({ ...text, use }));
  const licence = page?.eula === 'standard' ? undefined : page?.eula;
  return [
    ...placed('logo', textAt(['page', 'logo'], page?.logo)),
    ...placed('video', textAt(['page', 'video'], page?.video)),
    ...(page?.links ?? []).flatMap((link, index) =>
      placed('link', textAt(['page', 'links', index, 'url'], link?.url)),
    ),
    ...placed('licence', textAt(['page', 'eula'], licence)),
    ...placed('repository', textAt(['buyers', 'repository'], buyers?.repository)),
    ...placed('notebook', textAt(['buyers', 'notebook'], buyers?.notebook)),
  ];
}
