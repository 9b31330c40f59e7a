import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileMode, type RelPath, relPath } from '../model/file-tree.ts';
import { fingerprint } from './fingerprint.ts';
import { keptPathFor } from './kept-copies.ts';
import { errorCode } from './load-manifest.ts';
import { workFolder } from './state-folder.ts';

const journalFile = `${workFolder}/journal.json`;

/** What a run does to the disk: every file that it puts in place, and every file that it removes. */
export interface Journal {
  readonly moves: readonly JournalMove[];
  readonly deletes: readonly JournalDelete[];
}

export interface JournalMove {
  readonly to: RelPath;
  /** Fingerprint of what is there, null for nothing; undefined where it is ours and does not matter. */
  readonly before: string | null | undefined;
  /** Fingerprint of what is to be there. */
  readonly after: string;
}

export interface JournalDelete {
  readonly path: RelPath;
  /** As of a move. */
  readonly before: string | undefined;
}

/** What somebody wrote in the meantime, and where it is now. */
export interface Rescued {
  readonly path: RelPath;
  readonly keptAs: RelPath;
}

export interface StagedFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** Staged files have numbers for names: one flat folder is made and removed, however deep the listing is. */
export function stageFiles(folder: string, files: readonly StagedFile[]): void {
  mkdirSync(stagingFolder(folder), { recursive: true });
  mkdirSync(asideFolder(folder), { recursive: true });
  for (const [index, { content, mode }] of files.entries()) {
    const staged = stagedPath(folder, index);
    writeFileSync(staged, content, { mode });
    // The umask of the seller's shell may take bits away.
    if ((process.umask() & mode) !== 0) chmodSync(staged, mode);
  }
}

/** From here on the new tree counts: whoever finds the journal carries it out. */
export function commitJournal(folder: string, journal: Journal): void {
  const path = join(folder, journalFile);
  writeFileSync(`${path}.new`, JSON.stringify(journal));
  renameSync(`${path}.new`, path);
}

export function hasJournal(folder: string): boolean {
  return existsSync(join(folder, journalFile));
}

/** Finishes what the journal of a killed run says; where its files are gone too, takes back what it began. */
export function resume(folder: string): Rescued[] {
  if (!hasJournal(folder)) {
    clearWork(folder);
    return [];
  }
  const journal = JSON.parse(readFileSync(join(folder, journalFile), 'utf8')) as Journal;
  // A staged file that is gone was put in place: a part that is missing is a whole folder, or was never whole.
  const isWhole =
    existsSync(stagingFolder(folder)) &&
    journal.moves.every(({ after }, index) => [null, after].includes(hashAt(stagedPath(folder, index))));
  mkdirSync(asideFolder(folder), { recursive: true });
  return isWhole ? carryOut(folder, journal) : takeBack(folder, journal);
}

function takeBack(folder: string, { moves, deletes }: Journal): Rescued[] {
  const paths = [...moves.map(({ to }) => to), ...deletes.map(({ path }) => path)];
  const rescued = paths.map((path, index) => putBack(folder, path, asidePath(folder, index)));
  clearWork(folder);
  return rescued.filter((found) => found !== undefined);
}

/**
 * Each move and each delete may be repeated: a second go finds it done. What is there is taken aside before it is looked
 * at, so that nobody can write to it in between; what is not as expected is put where the seller finds it.
 */
export function carryOut(folder: string, { moves, deletes }: Journal): Rescued[] {
  const rescued: (Rescued | undefined)[] = [];
  for (const [index, move] of moves.entries()) {
    const staged = stagedPath(folder, index);
    const place = join(folder, relPath(move.to));
    if (!existsSync(staged)) continue;
    if (move.before === undefined) inFolderOf(place, () => renameSync(staged, place));
    else rescued.push(...replace(folder, move, staged, asidePath(folder, index)));
  }
  for (const [index, { path, before }] of deletes.entries()) {
    const aside = asidePath(folder, moves.length + index);
    takeAside(join(folder, relPath(path)), aside);
    if (before !== undefined && hashAt(aside) !== before) rescued.push(putBack(folder, path, aside));
    removeEmptyFolders(folder, dirname(path));
  }
  clearWork(folder);
  return rescued.filter((found) => found !== undefined);
}

/** A file of the seller's: the old one goes aside, and the new one comes where nothing is. */
function replace(
  folder: string,
  { to, before, after }: JournalMove,
  staged: string,
  aside: string,
): Rescued[] {
  const place = join(folder, to);
  const known = [before, after];
  const rescued: (Rescued | undefined)[] = [rescueUnlessKnown(folder, to, aside, known)];
  while (!couldPutInPlace(staged, place)) {
    takeAside(place, aside);
    rescued.push(rescueUnlessKnown(folder, to, aside, known));
  }
  return rescued.filter((found) => found !== undefined);
}

/** A link, other than a move, never takes the place of a file that has come in the meantime. */
function couldPutInPlace(staged: string, place: string): boolean {
  try {
    inFolderOf(place, () => linkSync(staged, place));
    rmSync(staged);
    return true;
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false;
    if (!withoutLinks.includes(errorCode(error) ?? '')) throw error;
    if (existsSync(place)) return false;
    renameSync(staged, place);
    return true;
  }
}

/** Somebody may have removed the folder since it was made. */
function inFolderOf(place: string, put: () => void): void {
  try {
    put();
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    mkdirSync(dirname(place), { recursive: true });
    put();
  }
}

/** What file systems say that know no hard links. */
const withoutLinks = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EXDEV'];

function takeAside(place: string, aside: string): void {
  try {
    renameSync(place, aside);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' && errorCode(error) !== 'ENOTDIR') throw error;
  }
}

/** What was taken aside goes where it was, unless something else has come there. */
function putBack(folder: string, path: RelPath, aside: string): Rescued | undefined {
  if (!existsSync(aside) || couldPutInPlace(aside, join(folder, path))) return undefined;
  return rescueUnlessKnown(folder, path, aside, []);
}

/** What was taken aside and is not what the run had seen is somebody's work of the last moment. */
function rescueUnlessKnown(
  folder: string,
  path: RelPath,
  aside: string,
  known: readonly (string | null | undefined)[],
): Rescued | undefined {
  const found = hashAt(aside);
  if (found === null || known.includes(found)) return undefined;
  const keptAs = keptPathFor(folder, path);
  mkdirSync(dirname(join(folder, keptAs)), { recursive: true });
  renameSync(aside, join(folder, keptAs));
  return { path, keptAs };
}

/** Removes the journal and what was staged; the old tree, or the new one, stays. */
export function clearWork(folder: string): void {
  rmSync(join(folder, journalFile), { force: true });
  rmSync(join(folder, `${journalFile}.new`), { force: true });
  rmSync(stagingFolder(folder), { recursive: true, force: true });
  rmSync(asideFolder(folder), { recursive: true, force: true });
}

export function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.' || !existsSync(join(folder, path)) || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmptyFolders(folder, dirname(path));
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

function stagingFolder(folder: string): string {
  return join(folder, workFolder, 'staging');
}

function asideFolder(folder: string): string {
  return join(folder, workFolder, 'aside');
}

/** Whatever stood in the way of the n-th step. */
function asidePath(folder: string, index: number): string {
  return join(asideFolder(folder), String(index));
}

function stagedPath(folder: string, index: number): string {
  return join(stagingFolder(folder), String(index));
}
