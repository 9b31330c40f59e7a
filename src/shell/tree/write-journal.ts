import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { type FileMode, type RelPath, relPath } from '../../model/file-tree.ts';
import { removeEmptyFolders } from './empty-folders.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';
import {
  hashAt,
  inFolderOf,
  keepApart,
  putBack,
  type Rescued,
  replaceFile,
  takeAside,
} from './put-in-place.ts';

/** Every file that a run writes or removes. */
export interface Journal {
  /** The run that wrote it, and the name of its folder. */
  readonly run: string;
  readonly moves: readonly JournalMove[];
  readonly deletes: readonly JournalDelete[];
}

export interface JournalMove {
  readonly to: RelPath;
  /** Fingerprint of the old content; null for no file, undefined for our own files, where it does not matter. */
  readonly before: string | null | undefined;
  /** Fingerprint of the new content. */
  readonly after: string;
}

export interface JournalDelete {
  readonly path: RelPath;
  /** As in a move. */
  readonly before: string | undefined;
}

export interface StagedFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** Staged files are numbered, so that one flat folder is enough. */
export function stageFiles(paths: ListingPaths, run: string, files: readonly StagedFile[]): void {
  mkdirSync(runPath(paths, run, 'staging'), { recursive: true });
  mkdirSync(runPath(paths, run, 'aside'), { recursive: true });
  const mask = process.umask();
  for (const [index, { content, mode }] of files.entries()) {
    const staged = runPath(paths, run, 'staging', index);
    writeFileSync(staged, content, { mode });
    // The umask may have removed bits.
    if ((mask & mode) !== 0) chmodSync(staged, mode);
  }
}

/** Commits the run: from now on, any run that finds the journal carries it out. */
export function commitJournal(paths: ListingPaths, journal: Journal): void {
  const draft = runPath(paths, journal.run, 'journal.json');
  writeFileSync(draft, JSON.stringify(journal));
  renameSync(draft, journalPath(paths));
}

export function hasJournal(paths: ListingPaths): boolean {
  return existsSync(journalPath(paths));
}

/** The journal of an interrupted run; undefined where there is none that can be read. */
export function leftJournal(paths: ListingPaths): Journal | undefined {
  try {
    return JSON.parse(readFileSync(journalPath(paths), 'utf8')) as Journal;
  } catch {
    return undefined;
  }
}

/** Carries out the journal of an interrupted run, or undoes the run where its staged files are gone. */
export function resume(paths: ListingPaths): Rescued[] {
  const journal = leftJournal(paths);
  if (!journal) return clearLeftovers(paths);
  const folder = runPath(paths, journal.run, 'staging');
  // Single staged files are gone because they were put in place; a missing folder means that nothing can be finished.
  const isWhole =
    existsSync(folder) &&
    journal.moves.every(({ after }, index) => [null, after].includes(hashAt(join(folder, String(index)))));
  if (!isWhole) return takeBack(paths, journal);
  mkdirSync(runPath(paths, journal.run, 'aside'), { recursive: true });
  const staged = new Set(readdirSync(folder).map(Number));
  return [...keepAsideApart(paths, journal), ...carryOut(paths, journal, staged)];
}

/** Files that the interrupted run moved aside and did not check. */
function keepAsideApart(paths: ListingPaths, { run, moves }: Journal): Rescued[] {
  return moves.flatMap(({ to, before, after }, index) =>
    before === undefined ? [] : keepApart(paths, to, runPath(paths, run, 'aside', index), [before, after]),
  );
}

/**
 * Moves and deletes are idempotent. The old file is moved aside before it is checked, so that nobody can write to it in
 * between; unexpected content is saved where the seller finds it.
 */
export function carryOut(
  paths: ListingPaths,
  { run, moves, deletes }: Journal,
  /** The numbers of the files still to be moved; undefined for all. */
  left?: ReadonlySet<number>,
): Rescued[] {
  const rescued: Rescued[] = [];
  for (const [index, { to, before, after }] of moves.entries()) {
    if (left && !left.has(index)) continue;
    const staged = runPath(paths, run, 'staging', index);
    const place = join(paths.folder, relPath(to));
    const aside = runPath(paths, run, 'aside', index);
    if (before === undefined) inFolderOf(place, () => renameSync(staged, place));
    else rescued.push(...replaceFile(paths, to, { staged, aside, known: [before, after] }));
  }
  for (const [index, { path, before }] of deletes.entries()) {
    const aside = runPath(paths, run, 'aside', moves.length + index);
    takeAside(join(paths.folder, relPath(path)), aside);
    if (before !== undefined && hashAt(aside) !== before) rescued.push(...putBack(paths, path, aside));
    removeEmptyFolders(paths, dirname(path));
  }
  clearRun(paths, run);
  return rescued;
}

/** All paths of a journal. A file that is moved aside is named by its position here. */
export function pathsOf({ moves, deletes }: Journal): RelPath[] {
  return [...moves.map(({ to }) => to), ...deletes.map(({ path }) => path)];
}

function takeBack(paths: ListingPaths, journal: Journal): Rescued[] {
  const { run } = journal;
  const aside = (index: number) => runPath(paths, run, 'aside', index);
  const rescued = pathsOf(journal).flatMap((path, index) => putBack(paths, path, aside(index)));
  clearRun(paths, run);
  return rescued;
}

/** Removes the staged files of a run, its journal, and the files it moved aside, which have been checked. */
export function clearRun(paths: ListingPaths, run: string): void {
  rmSync(runPath(paths, run, 'aside'), { recursive: true, force: true });
  if (leftJournal(paths)?.run === run) rmSync(journalPath(paths), { force: true });
  rmSync(workPath(paths, run), { recursive: true, force: true });
}

/** Removes the staged files of interrupted runs. Files they moved aside without a journal are saved. */
export function clearLeftovers(paths: ListingPaths): Rescued[] {
  const entries = existsSync(workPath(paths, '.')) ? readdirSync(workPath(paths, '.')) : [];
  const runs = entries.filter((name) => name !== 'running' && name !== 'journal.json');
  const rescued = runs.flatMap((run) => {
    const folder = runPath(paths, run, 'aside');
    const names = existsSync(folder) ? readdirSync(folder) : [];
    return names.flatMap((name) => keepApart(paths, relPath(`unnamed/${name}`), join(folder, name), []));
  });
  for (const run of runs) rmSync(workPath(paths, run), { recursive: true, force: true });
  rmSync(journalPath(paths), { force: true });
  return rescued;
}

function journalPath(paths: ListingPaths): string {
  return workPath(paths, 'journal.json');
}

/** Below the folder of one run: its staged files, and the file that the n-th step moved aside. */
function runPath(paths: ListingPaths, run: string, name: string, index?: number): string {
  return workPath(paths, join(run, name, index === undefined ? '' : String(index)));
}
