import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type RelPath, relPath, type TreeFile } from '../../model/file-tree.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { readRegularFile } from '../read-regular-file.ts';
import { removeEmptyFolders } from './empty-folders.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';
import { type Journal, parseJournal } from './parse-journal.ts';
import {
  hashAt,
  inFolderOf,
  keepApart,
  putBack,
  type Rescued,
  replaceFile,
  takeAside,
} from './put-in-place.ts';
import { fileStager } from './stage-file.ts';
import { syncToDisk } from './sync-to-disk.ts';

export interface StagedFile extends TreeFile {
  /** Whether it holds text that the seller wrote, so that it cannot be rendered again. */
  readonly isEdited: boolean;
}

/** Staged files are numbered, so that one flat folder is enough. Those with the seller's text survive a power cut. */
export function stageFiles(paths: ListingPaths, run: string, files: readonly StagedFile[]): void {
  mkdirSync(runPath(paths, run, 'staging'), { recursive: true });
  mkdirSync(runPath(paths, run, 'aside'), { recursive: true });
  const stage = fileStager();
  for (const [index, file] of files.entries()) {
    const staged = runPath(paths, run, 'staging', index);
    stage(staged, file);
    if (file.isEdited) syncToDisk(staged);
  }
}

/**
 * Commits the run: from now on, any run that finds the journal carries it out. Where it is durable, it also does so after a
 * power cut.
 */
export function commitJournal(paths: ListingPaths, journal: Journal, isDurable: boolean): void {
  const draft = runPath(paths, journal.run, 'journal.json');
  writeFileSync(draft, JSON.stringify(journal));
  if (isDurable) syncToDisk(draft);
  renameSync(draft, journalPath(paths));
  if (!isDurable) return;
  const run = workPath(paths, journal.run);
  for (const folder of [join(run, 'staging'), run, dirname(run), join(paths.folder, paths.state.root)])
    syncToDisk(folder);
}

export function hasJournal(paths: ListingPaths): boolean {
  return existsSync(journalPath(paths));
}

/** The journal of an interrupted run, or why it cannot be trusted. Undefined where there is none, or not a whole one. */
export function readJournal(paths: ListingPaths): Result<Journal | undefined, string> {
  const read = readRegularFile(journalPath(paths));
  if (!read?.ok) return read ? failure('it is not a plain file') : ok(undefined);
  if (read.value.isLarge) return failure('it is too large');
  return parseJournal(new TextDecoder().decode(read.value.content));
}

/** Carries out the journal of an interrupted run, or undoes the run where its staged files are gone. */
export function resume(paths: ListingPaths): Rescued[] {
  const read = readJournal(paths);
  // It was right before the lock was taken; a wrong one is reported by the next run.
  if (!read.ok) return [];
  const journal = read.value;
  if (!journal) return clearLeftovers(paths);
  const folder = runPath(paths, journal.run, 'staging');
  // Single staged files are gone because they were put in place; a missing folder means that nothing can be finished.
  const isWhole =
    existsSync(folder) &&
    journal.moves.every(({ after }, index) => [null, after].includes(hashAt(join(folder, String(index)))));
  if (!isWhole) return takeBack(paths, journal);
  mkdirSync(runPath(paths, journal.run, 'aside'), { recursive: true });
  const staged = new Set(readdirSync(folder).map(Number));
  return [
    ...keepAsideApart(paths, journal),
    ...carryOut(paths, journal, { left: staged, edited: journal.moves.map(({ to }) => to) }),
  ];
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
  /** The numbers of the files still to be moved, and the new files that must be on the disk before the old ones go. */
  { left, edited }: { readonly left?: ReadonlySet<number>; readonly edited: readonly RelPath[] },
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
  const folders = [...edited, ...rescued.map(({ keptAs }) => keptAs)].map((path) => dirname(path));
  for (const folder of new Set(folders)) syncToDisk(join(paths.folder, folder));
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
  const left = readJournal(paths);
  if (left.ok && left.value?.run === run) rmSync(journalPath(paths), { force: true });
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
