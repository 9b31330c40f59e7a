import { join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import { isRunId } from './parse-journal.ts';

/** A generated folder, and the places in it that the next run reads. */
export interface ListingPaths {
  readonly folder: string;
  readonly state: StatePaths;
  /** The command that generates it, as it is typed where this run was. */
  readonly command: string;
  /** Whether a manifest exists that can take paths over. */
  readonly hasManifest: boolean;
}

export interface StatePaths {
  readonly root: RelPath;
  readonly lock: RelPath;
  readonly base: RelPath;
  /** Where replaced files are saved for the seller. */
  readonly kept: RelPath;
  /** Exists only during a write; git ignores it. */
  readonly work: RelPath;
  /** How the files looked when nothing was to be done; git ignores it. */
  readonly seen: RelPath;
}

export function listingPaths(folder: string, command = 'sagemaker-mkt generate'): ListingPaths {
  return { folder, command, state: statePaths('.sagemaker-mkt'), hasManifest: true };
}

/** CI has its own lock, because the top folder of a repository may be a listing. */
export function ciPaths(folder: string): ListingPaths {
  return { folder, command: 'sagemaker-mkt ci', state: statePaths('.sagemaker-mkt/ci'), hasManifest: false };
}

function statePaths(root: string): StatePaths {
  const below = (name: string) => relPath(`${root}/${name}`);
  return {
    root: relPath(root),
    lock: below('lock.json'),
    base: below('base'),
    kept: below('kept'),
    work: below('work'),
    seen: below('seen'),
  };
}

/** All folders that belong to us. A link in place of one would redirect a write. */
export function stateFolders({ state }: ListingPaths): readonly RelPath[] {
  return [relPath(state.root.split('/')[0] ?? ''), state.root, state.base, state.kept, state.work];
}

export function basePath({ state }: ListingPaths, path: RelPath): RelPath {
  return relPath(`${state.base}/${path}`);
}

/** Where a run stages a new listing before it commits. */
export function privatePath({ folder, state }: ListingPaths, run: string): string {
  return join(folder, `${state.work}.${run}`);
}

export function isPrivateFolder(name: string): boolean {
  return name.startsWith('work.') && isRunId(name.slice('work.'.length));
}

export function workPath({ folder, state }: ListingPaths, name: string): string {
  return join(folder, state.work, name);
}
