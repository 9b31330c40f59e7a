import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, usesPython } from './framework-family.ts';
import { scriptCopy, scriptPaths } from './script-copies.ts';

/** What an image is for. */
export type ImageRole = 'serve' | 'train' | 'both';

/** What lies beside the manifest as in AWS's walk-through: the entry point, the app and the seller's modules beside it. */
const flaskFiles = ['serve', '*.py'];

/** What of a listing is code, ours and the seller's. */
export function codeFolders(listing: ResolvedListing, role: ImageRole): readonly string[] {
  const { nodeImage } = listing.framework;
  if (isFlask(listing) && role === 'serve') return ['runtime'];
  // A Flask app lies beside the manifest, and so does a script: then nothing is seeded into these.
  const hasSeeds = !isFlask(listing) || listing.training?.entry === null;
  return [
    'bin',
    'runtime',
    ...(nodeImage !== null && hasSeeds ? ['src'] : []),
    ...(usesPython(listing) && hasSeeds ? ['python'] : []),
  ];
}

/** What is code besides whole folders: the words of one COPY each. */
export function copiesOf(listing: ResolvedListing, role: ImageRole): readonly (readonly string[])[] {
  const entry = listing.training?.entry;
  return [
    ...(role !== 'train' && isFlask(listing) ? [[...flaskFiles, '/opt/program/']] : []),
    ...(role !== 'serve' && entry ? [scriptCopy(entry)] : []),
  ];
}

/** What .dockerignore has to let through, for all images of a listing. */
export function codePaths(listing: ResolvedListing): readonly string[] {
  const { training } = listing;
  return [
    ...codeFolders(listing, training ? 'both' : 'serve'),
    ...(isFlask(listing) ? flaskFiles : []),
    ...(training?.entry ? scriptPaths(training.entry) : []),
  ];
}
