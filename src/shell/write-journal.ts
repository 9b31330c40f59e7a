import {
  chmodSync,
  existsSync,
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

/** The journal that a killed run left, if there is one and everything that it names is still there. */
export function leftJournal(folder: string): Journal | undefined {
  if (!hasJournal(folder)) return undefined;
  const journal = JSON.parse(readFileSync(join(folder, journalFile), 'utf8')) as Journal;
  const isWhole = journal.moves.every(
    ({ to, after }, index) =>
      hashAt(stagedPath(folder, index)) === after || hashAt(join(folder, relPath(to))) === after,
  );
  return isWhole ? journal : undefined;
}

/** Each move and each delete may be repeated: a second go finds it done. What is not as expected is kept apart first. */
export function carryOut(folder: string, journal: Journal): Rescued[] {
  const rescued: Rescued[] = [];
  for (const [index, { to, before, after }] of journal.moves.entries()) {
    const place = join(folder, relPath(to));
    const staged = stagedPath(folder, index);
    if (!existsSync(staged)) continue;
    const now = before === undefined ? undefined : hashAt(place);
    if (now !== before && now !== after && now !== null) rescued.push(rescue(folder, to));
    mkdirSync(dirname(place), { recursive: true });
    renameSync(staged, place);
  }
  for (const { path, before } of journal.deletes) {
    if (before !== undefined && hashAt(join(folder, relPath(path))) !== before) continue;
    rmSync(join(folder, path), { force: true });
    removeEmptyFolders(folder, dirname(path));
  }
  clearWork(folder);
  return rescued;
}

/** Removes the journal and what was staged; the old tree, or the new one, stays. */
export function clearWork(folder: string): void {
  rmSync(join(folder, journalFile), { force: true });
  rmSync(join(folder, `${journalFile}.new`), { force: true });
  rmSync(stagingFolder(folder), { recursive: true, force: true });
}

export function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.' || !existsSync(join(folder, path)) || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmptyFolders(folder, dirname(path));
}

/** Null where there is nothing. */
export function hashAt(path: string): string | null {
  try {
    return fingerprint(readFileSync(path));
  } catch (error) {
    if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return null;
    throw error;
  }
}

function rescue(folder: string, path: RelPath): Rescued {
  const keptAs = keptPathFor(folder, path);
  mkdirSync(dirname(join(folder, keptAs)), { recursive: true });
  renameSync(join(folder, path), join(folder, keptAs));
  return { path, keptAs };
}

function stagingFolder(folder: string): string {
  return join(folder, workFolder, 'staging');
}

function stagedPath(folder: string, index: number): string {
  return join(stagingFolder(folder), String(index));
}
