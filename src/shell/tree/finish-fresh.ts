import { existsSync, lstatSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isUnder, type RelPath, relPath } from '../../model/file-tree.ts';
import { entriesOf, removeIfEmpty } from './empty-folders.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';
import { couldPutInPlace, hashAt, keepApart, type Rescued } from './put-in-place.ts';
import { syncToDisk } from './sync-to-disk.ts';

/** In the working folder: the new files of the seller, and those of our own state. The record of all comes last. */
export const staged = { files: 'fresh', base: 'base', lock: 'lock.json' };

/** Where a new file is staged, below the working folder. */
export function stagedName({ state }: ListingPaths, path: RelPath): string {
  return isUnder(path, [state.root]) ? path.slice(state.root.length + 1) : `${staged.files}/${path}`;
}

/** Whether a run was killed that had committed a new listing. */
export function hasFresh(paths: ListingPaths): boolean {
  return Object.values(staged).some((name) => existsSync(workPath(paths, name)));
}

/** The staged files that are not in place yet. */
export function freshPaths(paths: ListingPaths, below = ''): RelPath[] {
  return entriesOf(freshPath(paths, below)).flatMap((entry) => {
    const path = relPath(join(below, entry.name));
    return entry.isDirectory() ? freshPaths(paths, path) : [path];
  });
}

/** Moves all that is staged into place. The record comes last: until it is there, the next run moves the rest. */
export function finishFresh(paths: ListingPaths): Rescued[] {
  const rescued = moveEntries(paths);
  for (const { keptAs } of rescued) syncToDisk(join(paths.folder, dirname(keptAs)));
  for (const name of [staged.base, staged.lock])
    if (existsSync(workPath(paths, name)))
      renameSync(workPath(paths, name), join(paths.folder, paths.state.root, name));
  return rescued;
}

export function dropFresh(paths: ListingPaths): void {
  for (const name of Object.values(staged)) rmSync(workPath(paths, name), { recursive: true, force: true });
}

function moveEntries(paths: ListingPaths, below = ''): Rescued[] {
  const folder = freshPath(paths, below);
  const rescued = entriesOf(folder).flatMap((entry) => {
    const path = relPath(join(below, entry.name));
    return entry.isDirectory() ? moveFolder(paths, path) : moveFile(paths, path);
  });
  removeIfEmpty(folder);
  return rescued;
}

/** Moves a whole folder. If somebody has made one of that name meanwhile, what is in ours is moved into it. */
function moveFolder(paths: ListingPaths, path: RelPath): Rescued[] {
  const place = join(paths.folder, path);
  const rescued: Rescued[] = [];
  while (!couldMove(freshPath(paths, path), place)) {
    if (lookAt(place)?.isDirectory()) return [...rescued, ...moveEntries(paths, path)];
    rescued.push(...keepApart(paths, path, place, []));
  }
  return rescued;
}

/** A file that somebody saved in its place meanwhile is kept apart, unless it is the same. */
function moveFile(paths: ListingPaths, path: RelPath): Rescued[] {
  const [from, place] = [freshPath(paths, path), join(paths.folder, path)];
  const rescued: Rescued[] = [];
  while (!couldPutInPlace(from, place)) {
    if (hashAt(place) === hashAt(from)) {
      unlinkSync(from);
      break;
    }
    rescued.push(...keepApart(paths, path, place, []));
  }
  return rescued;
}

/** A folder replaces an empty folder, and nothing else. */
function couldMove(from: string, place: string): boolean {
  try {
    renameSync(from, place);
    return true;
  } catch (error) {
    if (!lookAt(place)) throw error;
    return false;
  }
}

function lookAt(place: string) {
  return lstatSync(place, { throwIfNoEntry: false });
}

export function freshPath(paths: ListingPaths, path: string): string {
  return workPath(paths, join(staged.files, path));
}
