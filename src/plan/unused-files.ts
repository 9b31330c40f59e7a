import { type RelPath, relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask } from './framework-family.ts';

/** The places of a seller's code that this listing never runs, and that another value of the manifest would. */
export function unusedFiles(listing: ResolvedListing): readonly RelPath[] {
  const isUnused = listing.inference.language === 'python' && !isFlask(listing);
  return isUnused ? [relPath('src/inference.ts')] : [];
}
