import type { ResolvedListing } from '../model/resolved-listing.ts';
import { isFlask, usesPython } from './framework-family.ts';
import { scriptCopy, scriptPaths } from './script-copies.ts';

/** The use of an image. */
export type ImageRole = 'serve' | 'train' | 'both';

/** The files beside the manifest, as in AWS's walk-through: the entry point, the app and the seller's modules. */
const flaskFiles = ['serve', '*.py'];

/** The folders with code, ours and the seller's. */
export function codeFolders(listing: ResolvedListing, role: ImageRole): readonly string[] {
  const { nodeImage } = listing.framework;
  if (isFlask(listing) && role === 'serve') return ['runtime'];
  // With both a Flask app and a training script, src/ and python/ have no seeds: the seller's code is elsewhere.
  const hasSeeds = !isFlask(listing) || listing.training?.entry === null;
  return [
    'bin',
    'runtime',
    ...(nodeImage !== null && hasSeeds ? ['src'] : []),
    ...(usesPython(listing) && hasSeeds ? ['python'] : []),
  ];
}

/** Code outside these folders: each item has the words of one COPY. */
export function copiesOf(listing: ResolvedListing, role: ImageRole): readonly (readonly string[])[] {
  const entry = listing.training?.entry;
  return [
    ...(role !== 'train' && isFlask(listing) ? [[...flaskFiles, '/opt/program/']] : []),
    ...(role !== 'serve' && entry ? [scriptCopy(entry)] : []),
  ];
}

/** The paths that .dockerignore must include, for all images of a listing. */
export function codePaths(listing: ResolvedListing): readonly string[] {
  const { training } = listing;
  return [
    ...codeFolders(listing, training ? 'both' : 'serve'),
    ...(isFlask(listing) ? flaskFiles : []),
    ...(training?.entry ? scriptPaths(training.entry) : []),
  ];
}
