import type { Prepared } from '../generate.ts';
import { type NamedImages, withImages } from '../model/own-image.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { failure, ok, type Result } from '../model/result.ts';
import type { ChosenOptions } from './chosen-options.ts';
import { WrongCall } from './refusal.ts';
import type { UsageFault } from './report-usage.ts';

/** The images that `--image` and `--training-image` name. */
export function chosenImages(
  { texts }: Pick<ChosenOptions, 'texts'>,
  listings: number,
): Result<NamedImages, UsageFault> {
  const images = { inference: texts.get('image'), training: texts.get('training-image') };
  const given = namedOptions(images);
  const empty = given.find((name) => texts.get(name) === '');
  if (empty !== undefined)
    return failure({ what: `\`--${empty}\` names no image`, fix: 'write a name, such as  my-image:1' });
  const [first] = given;
  if (first !== undefined && listings > 1)
    return failure({
      what: `\`--${first}\` is the image of one listing, and here are ${listings}`,
      fix: 'name the manifest that describes this image',
    });
  return ok(images);
}

/** The options that were given, as they are written. */
export function namedOptions({ inference, training }: NamedImages): readonly string[] {
  return [
    ...(inference === undefined ? [] : ['image']),
    ...(training === undefined ? [] : ['training-image']),
  ];
}

/** The listing with the images that the call names in place of its own. */
export function listingWith(
  listing: ResolvedListing,
  images: NamedImages,
  { catalogue }: Pick<Prepared, 'catalogue'>,
): ResolvedListing {
  const found = withImages(listing, images, catalogue.bases);
  if (found.ok) return found.value;
  throw new WrongCall(found.reason, 'leave `--training-image` out');
}
