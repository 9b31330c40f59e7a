import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RelPath, TreeFile } from '../model/file-tree.ts';
import { errorCode } from './load-manifest.ts';

/** Something under a generated name that is no plain file inside the listing; nothing is written then. */
export interface Obstacle {
  readonly path: string;
  readonly kind: 'symbolic-link' | 'folder' | 'special' | 'unreadable';
}

export interface CurrentFiles {
  readonly files: ReadonlyMap<RelPath, TreeFile>;
  readonly obstacles: readonly Obstacle[];
}

/** What is on disk under the given names. Links are looked at, never followed. */
export function loadCurrentFiles(folder: string, paths: Iterable<RelPath>): CurrentFiles {
  const files = new Map<RelPath, TreeFile>();
  const obstacles = new Map<string, Obstacle>();
  const clearFolders = new Set<string>();
  for (const path of paths) {
    const obstacle = obstacleAbove(folder, path, clearFolders);
    const found = obstacle ?? loadCurrentFile(folder, path);
    if (found === undefined) continue;
    if ('kind' in found) obstacles.set(found.path, found);
    else files.set(path, found);
  }
  return { files, obstacles: [...obstacles.values()] };
}

/** The first folder on the way that is a link or no folder at all. */
function obstacleAbove(folder: string, path: RelPath, clearFolders: Set<string>): Obstacle | undefined {
  const parts = path.split('/').slice(0, -1);
  for (let depth = 1; depth <= parts.length; depth += 1) {
    const above = parts.slice(0, depth).join('/');
    if (clearFolders.has(above)) continue;
    const stat = lstatSync(join(folder, above), { throwIfNoEntry: false });
    if (stat?.isSymbolicLink()) return { path: above, kind: 'symbolic-link' };
    if (stat && !stat.isDirectory()) return { path: above, kind: 'special' };
    clearFolders.add(above);
  }
  return undefined;
}

function loadCurrentFile(folder: string, path: RelPath): TreeFile | Obstacle | undefined {
  const full = join(folder, path);
  const stat = lstatSync(full, { throwIfNoEntry: false });
  if (!stat) return undefined;
  if (stat.isSymbolicLink()) return { path, kind: 'symbolic-link' };
  if (stat.isDirectory()) return { path, kind: 'folder' };
  if (!stat.isFile()) return { path, kind: 'special' };
  try {
    return { content: readFileSync(full), mode: (stat.mode & 0o100) === 0 ? 0o644 : 0o755 };
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
    return { path, kind: 'unreadable' };
  }
}
