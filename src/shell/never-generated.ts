import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandFor } from '../problem/phrasing.ts';
import type { RenderedForRun } from './perform-listing.ts';
import { Refusal } from './refusal.ts';
import { listingPaths } from './tree/listing-paths.ts';

/** Whether nothing of the listing but its manifest is there. Its own files are what a seller would not write. */
export function isNeverGenerated({ folder, files }: Pick<RenderedForRun, 'folder' | 'files'>): boolean {
  if (existsSync(join(folder, listingPaths(folder).state.lock))) return false;
  return ![...files].some(([path, { policy }]) => policy === 'own' && existsSync(join(folder, path)));
}

/** One refusal, where each missing file would be another. */
export function refuseNeverGenerated(listing: RenderedForRun): void {
  if (!isNeverGenerated(listing)) return;
  throw new Refusal(
    `the listing of ${listing.manifest} was never generated`,
    `run  ${commandFor('generate', listing.manifest)}`,
  );
}
