import type { ResolvedListing } from '../model/resolved-listing.ts';

/** Whether a listing installs npm packages: those of the framework, and those that the seller adds to package.json. */
export function usesNpm(listing: ResolvedListing): boolean {
  const { family } = listing.framework.framework;
  return family === 'node' || (listing.server?.command[0] === 'node' && !usesPython(listing));
}

/** Whether a listing installs Python packages: those of the framework that the base lacks, and the seller's. */
export function usesPython({ framework: { framework, pythonImage }, base }: ResolvedListing): boolean {
  if (framework.family === 'server') return pythonImage !== null || base.made.from === 'container';
  return framework.family !== 'node';
}

export function isFlask({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'flask';
}
