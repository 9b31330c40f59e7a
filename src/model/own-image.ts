import type { BaseImage, Framework } from './catalogue.ts';
import type { ResolvedBase, ResolvedFramework, ResolvedListing } from './resolved-listing.ts';
import { failure, ok, type Result } from './result.ts';

/** Whether the seller built the image of the listing. Then nothing is rendered that would go into it. */
export function isOwnImage({ base }: Pick<ResolvedListing, 'base'>): boolean {
  return base.made.from === 'seller';
}

const family: Framework = {
  name: 'image',
  title: 'An image of your own',
  about: 'an image that was built by other means',
  family: 'image',
  versions: [],
  workers: { auto: 'one', because: 'its server decides' },
  source: 'the seller',
  checked: '2026-12-01',
};

/** In place of a framework: nothing is known of what such an image runs. */
export const ownFramework: ResolvedFramework = {
  framework: family,
  version: { version: '', packages: [], python: [] },
  python: '',
  nodeImage: null,
  pythonImage: null,
};

/** In place of a base. */
export function ownBase(systems: readonly BaseImage[]): ResolvedBase {
  return {
    id: 'image',
    name: 'your own image',
    image: '',
    trainingImage: '',
    endOfLife: null,
    isScannable: null,
    scanState: '',
    made: { from: 'seller', systems },
  };
}

/** The names behind `--image` and `--training-image`. */
export interface NamedImages {
  readonly inference: string | undefined;
  readonly training: string | undefined;
}

/** The listing with these images in place of its own; fails where it has no place for one of them. */
export function withImages(
  listing: ResolvedListing,
  { inference, training }: NamedImages,
  systems: readonly BaseImage[],
): Result<ResolvedListing> {
  if (inference === undefined && training === undefined) return ok(listing);
  const { images, artifacts } = listing;
  if (training !== undefined && images.training === null)
    return failure('this is a model package, and `--training-image` is for an algorithm');
  if (training !== undefined && images.combined)
    return failure('one image of this algorithm trains and serves, and `--training-image` names another');
  const named = inference ?? images.inference;
  return ok({
    ...listing,
    framework: ownFramework,
    base: ownBase(systems),
    artifacts: artifacts.mode === 'bundled' ? { mode: 'in-image' } : artifacts,
    images: {
      ...images,
      inference: named,
      training: images.combined ? named : (training ?? images.training),
    },
  });
}
