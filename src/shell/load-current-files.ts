import { closeSync, constants, fstatSync, lstatSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CurrentFile, RelPath } from '../model/file-tree.ts';
import { errorCode } from './load-manifest.ts';

/** Something under a generated name that is no plain file inside the listing; nothing is written then. */
export interface Obstacle {
  readonly path: string;
  readonly kind: 'symbolic-link' | 'folder' | 'special' | 'unreadable';
}

export interface CurrentFiles {
  readonly files: ReadonlyMap<RelPath, CurrentFile>;
  readonly obstacles: readonly Obstacle[];
}

/** What is on disk under the given names. Links are looked at, never followed. */
export function loadCurrentFiles(folder: string, paths: Iterable<RelPath>): CurrentFiles {
  const files = new Map<RelPath, CurrentFile>();
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

/** A link is opened as what it is, which fails; a pipe is opened without waiting for somebody to write to it. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

function loadCurrentFile(folder: string, path: RelPath): CurrentFile | Obstacle | undefined {
  let handle: number | undefined;
  try {
    handle = openSync(join(folder, path), openFlags);
    const stat = fstatSync(handle);
    if (stat.isDirectory()) return { path, kind: 'folder' };
    if (!stat.isFile()) return { path, kind: 'special' };
    return {
      content: readFileSync(handle),
      mode: (stat.mode & 0o100) === 0 ? 0o644 : 0o755,
      isReadOnly: (stat.mode & 0o222) === 0,
    };
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    if (code === 'ENOENT') return undefined;
    return { path, kind: obstacleKinds[code] ?? 'unreadable' };
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** A link where links are not followed, and a socket, which cannot be opened. */
const obstacleKinds: Readonly<Record<string, Obstacle['kind']>> = {
  ELOOP: 'symbolic-link',
  EMLINK: 'symbolic-link',
  ENXIO: 'special',
};
