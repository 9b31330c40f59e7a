import type { ViewValue } from '../model/file-plan.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { sampleFor } from './sample-for.ts';

/** A call whose answer comes piece by piece, with the first types of the listing; null where answers come whole. */
export function streamView({ inference, input, output }: ResolvedListing): ViewValue {
  const [taken] = input;
  const [given] = output;
  if (!inference.streaming || !taken || !given) return null;
  return { sample: sampleFor(taken).path, contentType: taken.type, accept: given.type };
}
