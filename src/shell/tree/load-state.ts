import { type Dirent, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readLock } from '../../generate.ts';
import type { Lock, StoredTexts } from '../../model/change-set.ts';
import { type CurrentFile, type FileTree, type RelPath, relPath } from '../../model/file-tree.ts';
import { type ListingProblem, lockFaultProblem } from '../listing-problems.ts';
import { basePath, type ListingPaths, stateFolders } from './listing-paths.ts';
import { foldersInTheWay, loadCurrentFiles, type Obstacle } from './load-current-files.ts';

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

/** Links in place of our own folders, which prevent even reading. */
export function stateObstacles(paths: ListingPaths): Obstacle[] {
  return foldersInTheWay(paths.folder, stateFolders(paths));
}

export function loadState(paths: ListingPaths, rendered: Iterable<RelPath>, generator: string): ListingState {
  const lockFile = loadCurrentFiles(paths.folder, [paths.state.lock]);
  const lockContent = lockFile.files.get(paths.state.lock)?.content;
  const read = lockContent && readLock(new TextDecoder().decode(lockContent), generator);
  const { stored, links } = findBases(paths);
  const looked = new Set([...rendered, ...(read?.lock.files.keys() ?? []), ...stored.paths]);
  const current = loadCurrentFiles(paths.folder, looked);
  const isLost = !lockContent && stored.paths.size > 0;
  return {
    lock: read?.lock,
    lockContent,
    stored,
    current: current.files,
    obstacles: [...lockFile.obstacles, ...links, ...current.obstacles],
    newer: read?.newer,
    faults: [
      ...(read?.fault === undefined ? [] : [lockFaultProblem(paths, read.fault)]),
      ...(isLost ? [lockFaultProblem(paths, 'it is missing')] : []),
    ],
  };
}

/** The base store. A link in it would redirect a write. */
function findBases(paths: ListingPaths): {
  readonly stored: StoredTexts;
  readonly links: readonly Obstacle[];
} {
  const root = join(paths.folder, paths.state.base);
  if (!existsSync(root)) return { stored: { paths: new Set(), read: () => undefined }, links: [] };
  const entries = readdirSync(root, { recursive: true, withFileTypes: true });
  const below = (entry: Dirent) =>
    relPath(
      join(entry.parentPath, entry.name)
        .slice(root.length + 1)
        .replaceAll('\\', '/'),
    );
  const stored = new Set(entries.filter((entry) => entry.isFile()).map(below));
  const links = entries.filter((entry) => entry.isSymbolicLink()).map(below);
  return {
    stored: {
      paths: stored,
      read: (path) => (stored.has(path) ? readFileSync(join(root, path)) : undefined),
    },
    links: links.map((path) => ({ path: basePath(paths, path), kind: 'symbolic-link' as const })),
  };
}
