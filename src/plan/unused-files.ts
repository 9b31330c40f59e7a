import { type RelPath, relPath } from '../model/file-tree.ts';
import { isOwnImage } from '../model/own-image.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask } from './framework-family.ts';

/** The places of a seller's code that this listing never runs, and that another value of the manifest would. */
export function unusedFiles(listing: ResolvedListing): readonly RelPath[] {
  if (isOwnImage(listing)) return [];
  const { language, entry } = listing.inference;
  const isDriven = language === 'python' && !isFlask(listing);
  return [
    ...(isDriven ? [relPath('src/inference.ts')] : []),
    ...(entry === null ? [] : [relPath('python/model.py')]),
  ];
}
