import type { ResolvedListing } from '../model/resolved-listing.ts';

/** The base images of a listing: one, or two where the training image has its own base. */
export function baseImages({ base, training }: ResolvedListing): readonly string[] {
  return [...new Set(training?.image === 'separate' ? [base.image, base.trainingImage] : [base.image])];
}
