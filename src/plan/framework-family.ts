import type { ResolvedListing } from '../model/resolved-listing.ts';

/** Whether a listing installs npm packages: those of the framework, of our server, and those that the seller adds to package.json. */
export function usesNpm(listing: ResolvedListing): boolean {
  return listing.inference.bidirectional !== null || usesNpmToTrain(listing);
}

/** The same for a training image, where our server is not needed. */
export function usesNpmToTrain(listing: ResolvedListing): boolean {
  const { family } = listing.framework.framework;
  return family === 'node' || (listing.server?.command[0] === 'node' && !usesPython(listing));
}

/** The npm packages that the manifest calls for. */
export function npmPackages({ framework: { framework, version }, inference }: ResolvedListing) {
  const own = inference.bidirectional ? [inference.bidirectional] : [];
  return framework.family === 'node' ? [...version.packages, ...own] : own;
}

/** Whether a listing installs Python packages: those of the framework that the base lacks, and the seller's. */
export function usesPython({ framework: { framework, pythonImage }, base }: ResolvedListing): boolean {
  if (framework.family === 'server') return pythonImage !== null || base.made.from === 'container';
  return framework.family !== 'node';
}

export function isFlask({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'flask';
}
