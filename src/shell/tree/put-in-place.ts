import { existsSync, linkSync, mkdirSync, renameSync, rmSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import type { Result } from '../../model/result.ts';
import { errorCode } from '../error-code.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { fingerprint } from './fingerprint.ts';
import type { ListingPaths } from './listing-paths.ts';

/** A file that changed during the write, and where its content was saved. */
export interface Rescued {
  readonly path: RelPath;
  readonly keptAs: RelPath;
}

/** `overtaken`: the listing changed since it was read, and has to be read again. */
export type WriteResult = Result<readonly Rescued[], 'overtaken'>;

interface Replacement {
  /** The new file. */
  readonly staged: string;
  /** Where the old one goes. */
  readonly aside: string;
  /** Fingerprints of contents that may be replaced without losing work. */
  readonly known: readonly (string | null)[];
}

/** Replaces a file: the old one is moved aside first, then the new one is put in the free place. */
export function replaceFile(
  paths: ListingPaths,
  to: RelPath,
  { staged, aside, known }: Replacement,
): Rescued[] {
  const place = join(paths.folder, to);
  const rescued: Rescued[] = [];
  while (!couldPutInPlace(staged, place)) {
    // What may still be there is known, and no longer needed.
    rmSync(aside, { recursive: true, force: true });
    takeAside(place, aside);
    rescued.push(...keepApart(paths, to, aside, known));
  }
  return rescued;
}

/** There may be no file to move. */
export function takeAside(place: string, aside: string): void {
  try {
    renameSync(place, aside);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}

/** Moves the file back, unless another file has been created there meanwhile. */
export function putBack(paths: ListingPaths, path: RelPath, aside: string): Rescued[] {
  if (!existsSync(aside) || couldPutInPlace(aside, join(paths.folder, path))) return [];
  return keepApart(paths, path, aside, []);
}

/** If the content is unknown, somebody saved it a moment ago: it is kept. */
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

/** A unique name for the saved copy, so that no copy replaces another. */
export function keptPathFor({ folder, state }: ListingPaths, path: RelPath): RelPath {
  for (let number = 1; ; number += 1) {
    const kept = relPath(`${state.kept}/${path}${number === 1 ? '' : `.${number}`}`);
    if (!existsSync(join(folder, kept))) return kept;
  }
}

/** Unlike a rename, creating a link never replaces an existing file. */
export function couldPutInPlace(staged: string, place: string): boolean {
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

/** Error codes of file systems without hard links. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

/** The folder may have been removed since it was created. */
export function inFolderOf(place: string, put: () => void): void {
  try {
    put();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(place), { recursive: true });
    put();
  }
}

/** Null where there is nothing. What is not a regular file, or is too large, never equals what a run wrote. */
export function hashAt(path: string): string | null {
  const read = readRegularFile(path);
  if (read === undefined) return null;
  if (!read.ok) return read.reason;
  return read.value.isLarge ? 'large' : fingerprint(read.value.content);
}
