import type { ResolvedListing } from '../model/resolved-listing.ts';

/** Whether packages of npm belong to a listing: those of the framework, and any that the seller adds to package.json. */
export function usesNpm({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'node';
}

/** Whether packages of Python do: those that the framework needs and the base does not have, and the seller's. */
export function usesPython({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family !== 'node';
}

export function isFlask({ framework: { framework } }: ResolvedListing): boolean {
  return framework.family === 'flask';
}
