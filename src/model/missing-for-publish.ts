import type { Catalogue } from './catalogue.ts';
import type { Accepted, Manifest } from './manifest.ts';
import { type OfferedInstances, offeredInstances } from './offered-instances.ts';
import type { ManifestPath } from './problem.ts';
import type { PriceOfUse } from './product-page.ts';

/** The Catalog API’s limit, which is a little lower than SageMaker’s of a description (read 2026-11-21). */
export const longestShortDescription = 1000;

/** A member that AWS Marketplace asks for before a product is published. */
export interface MissingMember {
  readonly path: ManifestPath;
  /** What belongs there. */
  readonly holds: string;
}

/** Every member that is missing before the product can be published, in the order of the manifest. */
export function missingForPublish(
  manifest: Accepted<Manifest>,
  catalogue: Catalogue,
): readonly MissingMember[] {
  return [
    ...(manifest.validation
      ? []
      : [
          {
            path: ['validation'],
            holds: 'the jobs by which AWS validates the product, which it must before you can sell it',
          },
        ]),
    ...missingTexts(manifest),
    ...missingAddresses(manifest),
    ...missingPrices(manifest, offeredInstances(manifest, catalogue)),
  ];
}

const texts = [
  ['longDescription', 'what it does, for whom, what it was trained with, how good and how fast it is'],
  ['highlights', 'one to three lines on what it is best at'],
  ['categories', 'one to three categories of AWS Marketplace'],
  ['keywords', 'words that buyers look for'],
  ['logo', 'the address of a PNG, JPEG or GIF in a public S3 bucket'],
  ['links', 'one to three links to more about the product, each with `text` and `url`'],
  ['support', 'how buyers reach you, and when you answer'],
  ['refundPolicy', 'when and how buyers get their money back'],
  ['eula', '`standard`, or the address of a licence of your own in a public S3 bucket'],
  ['releaseNotes', 'what is new in this release'],
] as const;

function missingTexts({ page, product }: Accepted<Manifest>): MissingMember[] {
  const description = page?.shortDescription ?? product?.description?.trim() ?? '';
  const isDescribed = description !== '' && [...description].length <= longestShortDescription;
  return [
    ...(isDescribed
      ? []
      : [
          {
            path: ['page', 'shortDescription'],
            holds: 'what it does, in one line; `product.description` does as well',
          },
        ]),
    ...texts.flatMap(([member, holds]) =>
      page?.[member] === undefined ? [{ path: ['page', member], holds }] : [],
    ),
  ];
}

function missingAddresses({ buyers }: Accepted<Manifest>): MissingMember[] {
  return [
    ...(buyers?.repository === undefined
      ? [
          {
            path: ['buyers', 'repository'],
            holds: 'the address of the public git repository that `buyer/` becomes',
          },
        ]
      : []),
    ...(buyers?.notebook === undefined
      ? [{ path: ['buyers', 'notebook'], holds: 'the address of the notebook in that repository' }]
      : []),
  ];
}

function missingPrices({ pricing }: Accepted<Manifest>, offered: OfferedInstances): MissingMember[] {
  if (!pricing) return [{ path: ['pricing'], holds: 'what buyers pay, or `model: free`' }];
  const { model, hourly, perInference } = pricing;
  if (model === undefined || model === 'free') return [];
  const at = (use: string) => ['pricing', 'hourly', use];
  return [
    ...(model === 'hourly' ? unpriced(at('realtime'), offered.realtime, hourly?.realtime) : []),
    ...unpriced(at('transform'), offered.transform, hourly?.transform),
    ...unpriced(at('training'), offered.training, hourly?.training),
    ...(model === 'per-inference' && perInference === undefined
      ? [{ path: ['pricing', 'perInference'], holds: 'what one answer of an endpoint costs' }]
      : []),
  ];
}

/** One price for all types is easier to write than one for each, so a use without any price is named as a whole. */
function unpriced(
  path: ManifestPath,
  types: readonly string[],
  prices: Accepted<PriceOfUse> | undefined,
): MissingMember[] {
  if (types.length === 0 || typeof prices === 'string' || prices?.['default'] !== undefined) return [];
  if (!prices) return [{ path, holds: `what an hour costs on ${types.join(', ')}` }];
  const missing = types.filter((type) => prices[type] === undefined);
  return missing.map((type) => ({ path: [...path, type], holds: `what an hour costs on ${type}` }));
}
