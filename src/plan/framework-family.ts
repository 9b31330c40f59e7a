import type { ResolvedListing } from '../model/resolved-listing.ts';

/** Whether a listing installs npm packages: those of the framework, and those that the seller adds to package.json. */
export function usesNpm({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'node';
}

/** Whether a listing installs Python packages: those of the framework that the base lacks, and the seller's. */
export function usesPython({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family !== 'node';
}

export function isFlask({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'flask';
}
