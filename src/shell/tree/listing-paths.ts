import { join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';

/** A folder that is generated into, and where in it the next run finds what it needs. */
export interface ListingPaths {
  readonly folder: string;
  readonly state: StatePaths;
  /** Whether a manifest says what is generated, and can take paths over. */
  readonly hasManifest: boolean;
}

export interface StatePaths {
  readonly root: RelPath;
  readonly lock: RelPath;
  readonly base: RelPath;
  /** Where the seller finds what stood in the way of a write. */
  readonly kept: RelPath;
  /** What is there only while a run writes; git ignores it. */
  readonly work: RelPath;
}

export function listingPaths(folder: string): ListingPaths {
  return { folder, state: statePaths('.sagemaker-mkt'), hasManifest: true };
}

/** The CI of a repository whose top is a listing has a record of its own. */
export function ciPaths(folder: string): ListingPaths {
  return { folder, state: statePaths('.sagemaker-mkt/ci'), hasManifest: false };
}

function statePaths(root: string): StatePaths {
  const below = (name: string) => relPath(`${root}/${name}`);
  return {
    root: relPath(root),
    lock: below('lock.json'),
    base: below('base'),
    kept: below('kept'),
    work: below('work'),
  };
}

/** Every folder that a run writes to by itself; a link in the place of one would lead a write elsewhere. */
export function stateFolders({ state }: ListingPaths): readonly RelPath[] {
  return [relPath(state.root.split('/')[0] ?? ''), state.root, state.base, state.kept, state.work];
}

export function basePath({ state }: ListingPaths, path: RelPath): RelPath {
  return relPath(`${state.base}/${path}`);
}

export function workPath({ folder, state }: ListingPaths, name: string): string {
  return join(folder, state.work, name);
}
