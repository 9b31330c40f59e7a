import { join } from 'node:path';
import { buyerFolder } from '../../model/buyer-data.ts';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { filesIn } from '../buyer/files-in.ts';
import { loadRecorded, recordPlace } from '../buyer/load-recorded.ts';
import { samplePaths, sourceFolder } from '../buyer/source-hashes.ts';
import { foldersFrom } from './folders-from.ts';
import type { Look } from './place-state.ts';

type Looks = readonly (readonly [RelPath, Look])[];

/** The seller's own places that a run or a check looks at. */
export function ownPlaces(listing: ResolvedListing, folder: string): ReadonlyMap<RelPath, Look> {
  const { inference, training, include, artifacts } = listing;
  const named = [inference.entry, training?.entry ?? null, ...include].filter((path) => path !== null);
  return new Map<RelPath, Look>([
    ...filesAt(named),
    ...(artifacts.mode === 'bundled' ? [[relPath(artifacts.path), 'w'] as const] : []),
    ...(listing.validation ? buyerPlaces(listing, folder) : []),
  ]);
}

/** What was recorded for buyers, and what that was made from. */
function buyerPlaces(listing: ResolvedListing, folder: string): Looks {
  const source = sourceFolder(listing);
  const recorded = Object.keys(loadRecorded(folder)?.files ?? {});
  return [
    ...filesAt([buyerFolder, recordPlace, ...recorded, ...samplePaths(listing)]),
    ...(source === undefined ? [] : treeAt(folder, relPath(source))),
  ];
}

function treeAt(folder: string, root: RelPath): Looks {
  return [
    ...(foldersFrom(folder, root) ?? []).map((path) => [path, 'w'] as const),
    ...filesAt(filesIn(join(folder, root)).map(({ path }) => `${root}/${path}`)),
  ];
}

function filesAt(paths: readonly string[]): Looks {
  return paths.map((path) => [relPath(path), 'f'] as const);
}
