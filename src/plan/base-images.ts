import type { ResolvedListing } from '../model/resolved-listing.ts';

/** What the images of a listing are built on: one, or two where the training image has a base of its own. */
export function baseImages({ base, training }: ResolvedListing): readonly string[] {
  return [...new Set(training?.image === 'separate' ? [base.image, base.trainingImage] : [base.image])];
}
