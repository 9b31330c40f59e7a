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

/** What a run does to the disk: every file that it puts in place, and every file that it removes. */
export interface Journal {
  /** The run that wrote it, and the name of its folder. */
  readonly run: string;
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

export interface StagedFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** Staged files have numbers for names: one flat folder is made and removed, however deep the listing is. */
export function stageFiles(paths: ListingPaths, run: string, files: readonly StagedFile[]): void {
  mkdirSync(runPath(paths, run, 'staging'), { recursive: true });
  mkdirSync(runPath(paths, run, 'aside'), { recursive: true });
  const mask = process.umask();
  for (const [index, { content, mode }] of files.entries()) {
    const staged = runPath(paths, run, 'staging', index);
    writeFileSync(staged, content, { mode });
    // The umask of the seller's shell may take bits away.
    if ((mask & mode) !== 0) chmodSync(staged, mode);
  }
}

/** From here on the new tree counts: whoever finds the journal carries it out. */
export function commitJournal(paths: ListingPaths, journal: Journal): void {
  const draft = runPath(paths, journal.run, 'journal.json');
  writeFileSync(draft, JSON.stringify(journal));
  renameSync(draft, journalPath(paths));
}

export function hasJournal(paths: ListingPaths): boolean {
  return existsSync(journalPath(paths));
}

/** What a killed run left to be done; undefined where there is nothing, or nothing that can be read. */
export function leftJournal(paths: ListingPaths): Journal | undefined {
  try {
    return JSON.parse(readFileSync(journalPath(paths), 'utf8')) as Journal;
  } catch {
    return undefined;
  }
}

/** Finishes what the journal of a killed run says; where its files are gone too, takes back what it began. */
export function resume(paths: ListingPaths): Rescued[] {
  const journal = leftJournal(paths);
  if (!journal) return clearLeftovers(paths);
  const folder = runPath(paths, journal.run, 'staging');
  // A staged file that is gone was put in place: a part that is missing is a whole folder, or was never whole.
  const isWhole =
    existsSync(folder) &&
    journal.moves.every(({ after }, index) => [null, after].includes(hashAt(join(folder, String(index)))));
  if (!isWhole) return takeBack(paths, journal);
  mkdirSync(runPath(paths, journal.run, 'aside'), { recursive: true });
  const staged = new Set(readdirSync(folder).map(Number));
  return [...keepAsideApart(paths, journal), ...carryOut(paths, journal, staged)];
}

/** What the killed run had taken aside, and had no time to look at. */
function keepAsideApart(paths: ListingPaths, { run, moves }: Journal): Rescued[] {
  return moves.flatMap(({ to, before, after }, index) =>
    before === undefined ? [] : keepApart(paths, to, runPath(paths, run, 'aside', index), [before, after]),
  );
}

/**
 * Each move and each delete may be repeated: a second go finds it done. What is there is taken aside before it is looked
 * at, so that nobody can write to it in between; what is not as expected is put where the seller finds it.
 */
export function carryOut(
  paths: ListingPaths,
  { run, moves, deletes }: Journal,
  /** The numbers of the files that are still to be put in place; undefined for all. */
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

/** Every path that a journal touches; what is taken aside of one has its position here for a name. */
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

/** Removes what a run staged, and its journal; the old tree, or the new one, stays. What is aside is known by now. */
export function clearRun(paths: ListingPaths, run: string): void {
  rmSync(runPath(paths, run, 'aside'), { recursive: true, force: true });
  if (leftJournal(paths)?.run === run) rmSync(journalPath(paths), { force: true });
  rmSync(workPath(paths, run), { recursive: true, force: true });
}

/** Removes what killed runs staged. What they had aside, and no journal says from where, is somebody's all the same. */
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

/** Below the folder of one run: what is to come, and what stood in the way of the n-th step. */
function runPath(paths: ListingPaths, run: string, name: string, index?: number): string {
  return workPath(paths, join(run, name, index === undefined ? '' : String(index)));
}
