import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import { errorCode } from '../error-code.ts';
import { fingerprint } from './fingerprint.ts';
import type { ListingPaths } from './listing-paths.ts';

/** What somebody wrote in the meantime, and where it is now. */
export interface Rescued {
  readonly path: RelPath;
  readonly keptAs: RelPath;
}

interface Replacement {
  /** The new file. */
  readonly staged: string;
  /** Where the old one goes. */
  readonly aside: string;
  /** Fingerprints of what may stand there without being anybody's loss. */
  readonly known: readonly (string | null)[];
}

/** A file of the seller's: the old one goes aside, and the new one comes where nothing is. */
export function replaceFile(
  paths: ListingPaths,
  to: RelPath,
  { staged, aside, known }: Replacement,
): Rescued[] {
  const place = join(paths.folder, to);
  const rescued: Rescued[] = [];
  while (!couldPutInPlace(staged, place)) {
    // What may still be there is known, and needed no more.
    rmSync(aside, { recursive: true, force: true });
    takeAside(place, aside);
    rescued.push(...keepApart(paths, to, aside, known));
  }
  return rescued;
}

/** Nothing may be there to be taken. */
export function takeAside(place: string, aside: string): void {
  try {
    renameSync(place, aside);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** What was taken aside goes where it was, unless something else has come there. */
export function putBack(paths: ListingPaths, path: RelPath, aside: string): Rescued[] {
  if (!existsSync(aside) || couldPutInPlace(aside, join(paths.folder, path))) return [];
  return keepApart(paths, path, aside, []);
}

/** What was taken aside and is not known is somebody's work of the last moment. */
export function keepApart(
  paths: ListingPaths,
  path: RelPath,
  aside: string,
  known: readonly (string | null)[],
): Rescued[] {
  const found = hashAt(aside);
  if (found === null || known.includes(found)) return [];
  const keptAs = keptPathFor(paths, path);
  mkdirSync(dirname(join(paths.folder, keptAs)), { recursive: true });
  renameSync(aside, join(paths.folder, keptAs));
  return [{ path, keptAs }];
}

/** A name of its own for a copy that is kept of a file: no copy ever replaces another. */
export function keptPathFor({ folder, state }: ListingPaths, path: RelPath): RelPath {
  for (let number = 1; ; number += 1) {
    const kept = relPath(`${state.kept}/${path}${number === 1 ? '' : `.${number}`}`);
    if (!existsSync(join(folder, kept))) return kept;
  }
}

/** A link, other than a move, never takes the place of a file that has come in the meantime. */
function couldPutInPlace(staged: string, place: string): boolean {
  try {
    inFolderOf(place, () => linkSync(staged, place));
    unlinkSync(staged);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!withoutLinks.includes(errorCode(error) ?? '')) throw error;
    if (existsSync(place)) return false;
    renameSync(staged, place);
    return true;
  }
}

/** What file systems say that know no hard links. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

/** Somebody may have removed the folder since it was made. */
export function inFolderOf(place: string, put: () => void): void {
  try {
    put();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(place), { recursive: true });
    put();
  }
}

/** Null where there is nothing; a folder is like nothing that a run has written. */
export function hashAt(path: string): string | null {
  try {
    return fingerprint(readFileSync(path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    if (errorCode(error) === 'EISDIR') return 'a folder';
    throw error;
  }
}
