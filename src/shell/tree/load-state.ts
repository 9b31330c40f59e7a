import { type Dirent, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readLock } from '../../generate.ts';
import type { Lock, StoredTexts } from '../../model/change-set.ts';
import { type CurrentFile, type FileTree, type RelPath, relPath } from '../../model/file-tree.ts';
import { type ListingProblem, lockFaultProblem } from '../listing-problems.ts';
import { readRegularFile } from '../read-regular-file.ts';
import type { ListingPaths } from './listing-paths.ts';
import { loadCurrentFiles, type Obstacle } from './load-current-files.ts';

/** State of a listing's folder before a run. */
export interface ListingState {
  readonly lock: Lock | undefined;
  readonly lockContent: Uint8Array | undefined;
  /** The base store, by the paths of the generated files. */
  readonly stored: StoredTexts;
  readonly current: FileTree<CurrentFile>;
  /** What keeps the folder from being written safely. */
  readonly obstacles: readonly Obstacle[];
  /** The version that wrote the lock, if it is newer than ours. */
  readonly newer: string | undefined;
  /** Faults of the lock, which the next write repairs. */
  readonly faults: readonly ListingProblem[];
}

export function loadState(paths: ListingPaths, wanted: Iterable<RelPath>, generator: string): ListingState {
  const lockFile = loadCurrentFiles(paths.folder, [paths.state.lock]);
  const lockContent = lockFile.files.get(paths.state.lock)?.content;
  const read = lockContent && readLock(new TextDecoder().decode(lockContent), generator);
  const stored = findStored(paths);
  const looked = new Set([...wanted, ...(read?.lock.files.keys() ?? []), ...stored.paths]);
  const current = loadCurrentFiles(paths.folder, looked);
  const isLost = !lockContent && stored.paths.size > 0;
  return {
    lock: read?.lock,
    lockContent,
    stored,
    current: current.files,
    obstacles: [...lockFile.obstacles, ...current.obstacles],
    newer: read?.newer,
    faults: [
      ...(read?.fault === undefined ? [] : [lockFaultProblem(paths, read.fault)]),
      ...(isLost ? [lockFaultProblem(paths, 'it is missing')] : []),
    ],
  };
}

/** The texts of the base store. */
function findStored({ folder, state }: ListingPaths): StoredTexts {
  const root = join(folder, state.base);
  if (!existsSync(root)) return { paths: new Set(), read: () => undefined };
  const below = (entry: Dirent) =>
    relPath(
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const paths = new Set(entries.filter((entry) => entry.isFile()).map(below));
  return { paths, read: (path) => (paths.has(path) ? readStored(join(root, path)) : undefined) };
}

/** A text that is too large was not stored by us. */
function readStored(path: string): Uint8Array | undefined {
  const read = readRegularFile(path);
  return read?.ok && !read.value.isLarge ? read.value.content : undefined;
}
