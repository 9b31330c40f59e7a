import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { printLock } from '../../generate.ts';
import type { ChangeSet } from '../../model/change-set.ts';
import type { FileMode, RelPath } from '../../model/file-tree.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { clearPrivateFolders } from './clear-private-folders.ts';
import { removeEmptyFolders } from './empty-folders.ts';
import { fingerprint } from './fingerprint.ts';
import { freshPaths, hasFresh } from './finish-fresh.ts';
import { basePath, type ListingPaths, workPath } from './listing-paths.ts';
import { foldersAbove, foldersInTheWay, type Obstacle } from './load-current-files.ts';
import type { ListingState } from './load-state.ts';
import type { Journal, JournalDelete, JournalMove } from './parse-journal.ts';
import { hashAt, keptPathFor, type Rescued, type WriteResult } from './put-in-place.ts';
import { resumeFresh } from './resume-fresh.ts';
import { type RunLock, whileLocked } from './run-lock.ts';
import { isFresh, writeFresh } from './write-fresh.ts';
import {
  carryOut,
  clearLeftovers,
  clearRun,
  commitJournal,
  hasJournal,
  pathsOf,
  readJournal,
  resume,
  stageFiles,
} from './write-journal.ts';

/**
 * Writes a listing all or nothing: new files are staged, a journal lists the moves, then the files are moved. A run that
 * is killed before the journal leaves the old tree; killed after it, the next run finishes the moves. Files that others
 * change in the meantime are never overwritten: the run is repeated, or their content is kept apart.
 */
export function writeListing(paths: ListingPaths, changeSet: ChangeSet, state: ListingState): WriteResult {
  const steps = stepsOf(paths, changeSet, state);
  if (steps.moves.length + steps.deletes.length === 0) return ok([]);
  if (isFresh(paths, steps.moves)) return writeFresh(paths, steps.moves);
  return whileLocked(paths, (lock) => {
    if (hasJournal(paths) || hasFresh(paths) || isOvertaken(paths, steps, state)) return failure('overtaken');
    const leftovers = clearLeftovers(paths);
    const journal = { run: lock.run, moves: steps.moves.map(journalMove), deletes: steps.deletes };
    if (!couldPrepare(paths, steps, journal, lock)) return failure('overtaken');
    const edited = steps.moves.filter(({ isEdited }) => isEdited).map(({ to }) => to);
    return ok([...leftovers, ...carryOut(paths, journal, { edited })]);
  });
}

/** Finishes an interrupted run, if there is one. */
export function finishInterruptedWrite(paths: ListingPaths): readonly Rescued[] {
  clearPrivateFolders(paths);
  if (!existsSync(workPath(paths, '.'))) return [];
  return whileLocked(paths, () => [...resumeFresh(paths), ...resume(paths)]);
}

/** What keeps an interrupted run from being finished: target folders that are links, or not folders. */
export function unfinishedObstacles(paths: ListingPaths): Result<readonly Obstacle[], string> {
  const journal = readJournal(paths);
  if (!journal.ok) return journal;
  const unfinished = [...(journal.value ? pathsOf(journal.value) : []), ...freshPaths(paths)];
  return ok(foldersInTheWay(paths.folder, foldersAbove(unfinished)));
}

interface Steps {
  readonly moves: readonly Move[];
  readonly deletes: readonly JournalDelete[];
}

interface Move {
  readonly to: RelPath;
  readonly content: Uint8Array;
  readonly mode: FileMode;
  readonly before: JournalMove['before'];
  readonly isEdited: boolean;
}

/** The lock comes last, because it describes the files. */
function stepsOf(paths: ListingPaths, changeSet: ChangeSet, state: ListingState): Steps {
  const deletes = changeSet.changes.flatMap((change): JournalDelete[] =>
    change.kind === 'delete' ? [{ path: change.path, before: fingerprint(change.before.content) }] : [],
  );
  const texts = [...changeSet.texts].flatMap(([path, content]) =>
    content ? [ours(basePath(paths, path), content)] : [],
  );
  const stale = [...state.stored.paths].filter((path) => !changeSet.texts.has(path));
  const lock = new TextEncoder().encode(printLock(changeSet.lock));
  return {
    moves: [
      ...fileMoves(paths, changeSet),
      ...texts,
      ...(isSame(state.lockContent, lock) ? [] : [ours(paths.state.lock, lock)]),
    ],
    deletes: [...deletes, ...stale.map((path) => ({ path: basePath(paths, path), before: undefined }))],
  };
}

function fileMoves(paths: ListingPaths, { changes }: ChangeSet): Move[] {
  return changes.flatMap((change): Move[] => {
    if (!('file' in change) || !change.file) return [];
    const { path, before, file } = change;
    const isEdited = change.kind === 'merge' || change.kind === 'conflict';
    const move = { to: path, ...file, before: before ? fingerprint(before.content) : null, isEdited };
    if (!before || !('keepsCopy' in change) || !change.keepsCopy) return [move];
    return [{ ...ours(keptPathFor(paths, path), before.content), before: null, isEdited: true }, move];
  });
}

function ours(to: RelPath, content: Uint8Array): Move {
  return { to, content, mode: 0o644, before: undefined, isEdited: false };
}

function journalMove({ to, before, content }: Move): JournalMove {
  return { to, before, after: fingerprint(content) };
}

function isSame(stored: Uint8Array | undefined, content: Uint8Array): boolean {
  return stored !== undefined && Buffer.compare(stored, content) === 0;
}

/** Whether a file changed since it was read. New files are checked later, when they are put in place. */
function isOvertaken(paths: ListingPaths, { moves, deletes }: Steps, { lockContent }: ListingState): boolean {
  const lockBefore = lockContent ? fingerprint(lockContent) : null;
  if (hashAt(join(paths.folder, paths.state.lock)) !== lockBefore) return true;
  return [...moves.map(({ to, before }) => ({ path: to, before })), ...deletes].some(
    ({ path, before }) => typeof before === 'string' && hashAt(join(paths.folder, path)) !== before,
  );
}

/**
 * Does everything that can fail before the first file is touched, and undoes it on failure. False where another run
 * took over the lock.
 */
function couldPrepare(paths: ListingPaths, { moves }: Steps, journal: Journal, lock: RunLock): boolean {
  const made: RelPath[] = [];
  const takeBack = () => {
    clearRun(paths, journal.run);
    for (const parent of made.reverse()) removeEmptyFolders(paths, parent);
  };
  try {
    stageFiles(paths, journal.run, moves);
    for (const parent of new Set(pathsOf(journal).map((path) => dirname(path))))
      if (makeFolder(paths, parent)) made.push(parent as RelPath);
    const isHeld = lock.isHeld();
    if (isHeld)
      commitJournal(
        paths,
        journal,
        moves.some(({ isEdited }) => isEdited),
      );
    else takeBack();
    return isHeld;
  } catch (error) {
    takeBack();
    throw error;
  }
}

/** Whether the folder had to be created. An existing folder must be writable. */
function makeFolder(paths: ListingPaths, parent: string): boolean {
  const path = join(paths.folder, parent);
  if (!existsSync(path)) return mkdirSync(path, { recursive: true }) !== undefined;
  accessSync(path, constants.W_OK | constants.X_OK);
  return false;
}
