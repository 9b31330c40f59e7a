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
import type { Change, ChangeSet } from '../model/change-set.ts';
import { type RelPath, relPath } from '../model/file-tree.ts';
import { errorCode } from './load-manifest.ts';

/** Where a listing keeps what the next run needs. */
export const stateFolder = '.sagemaker-mkt';
const stagingFolder = `${stateFolder}/staging`;
const journalFile = `${stateFolder}/journal.json`;

export interface ListingWrite {
  readonly changeSet: ChangeSet;
  /** The lock's new text. */
  readonly lockText: string;
  /** The last rendered text of every `merge` file, for the next merge to start from. */
  readonly bases: ReadonlyMap<RelPath, Uint8Array>;
}

/**
 * Writes a listing all or nothing: every new file is first written beside the old ones, then one journal says what is
 * to be moved where, then it is moved. A run that is killed before the journal leaves the old tree; killed after it,
 * the next run finishes the moves.
 */
export function writeListing(folder: string, write: ListingWrite): void {
  const steps = stepsOf(folder, write);
  if (steps.moves.length + steps.deletes.length === 0) return;
  rmSync(join(folder, stagingFolder), { recursive: true, force: true });
  stage(folder, steps.moves);
  const journal: Journal = { moves: steps.moves.map(({ to }) => to), deletes: steps.deletes };
  writeFileSync(join(folder, `${journalFile}.new`), JSON.stringify(journal));
  renameSync(join(folder, `${journalFile}.new`), join(folder, journalFile));
  carryOut(folder, journal);
}

/** Finishes what a killed run has begun. Does nothing in a listing that is whole. */
export function finishInterruptedWrite(folder: string): boolean {
  const path = join(folder, journalFile);
  if (!existsSync(path)) return false;
  carryOut(folder, JSON.parse(readFileSync(path, 'utf8')) as Journal);
  return true;
}

interface Journal {
  /** Where the staged files go, in the order of their numbers. */
  readonly moves: readonly string[];
  readonly deletes: readonly string[];
}

interface Move {
  readonly to: RelPath;
  readonly content: Uint8Array;
  readonly mode: number;
}

function stepsOf(
  folder: string,
  { changeSet, lockText, bases }: ListingWrite,
): { moves: Move[]; deletes: RelPath[] } {
  const moves = changeSet.changes.flatMap(moveOf);
  const deletes = changeSet.changes.filter(({ kind }) => kind === 'delete').map(({ path }) => path);
  for (const [path, content] of bases) {
    const stored = basePath(path);
    if (!holds(folder, stored, content)) moves.push({ to: stored, content, mode: 0o644 });
  }
  const stale = storedBases(folder).filter(
    (stored) => ![...bases.keys()].some((path) => basePath(path) === stored),
  );
  const lock = relPath(`${stateFolder}/lock.json`);
  const lockBytes = new TextEncoder().encode(lockText);
  if (!holds(folder, lock, lockBytes)) moves.push({ to: lock, content: lockBytes, mode: 0o644 });
  return { moves, deletes: [...deletes, ...stale] };
}

function moveOf(change: Change): Move[] {
  if (change.kind !== 'create' && change.kind !== 'update') return [];
  return [{ to: change.path, content: change.file.content, mode: change.file.mode }];
}

function basePath(path: RelPath): RelPath {
  return relPath(`${stateFolder}/base/${path}`);
}

function storedBases(folder: string): RelPath[] {
  const root = join(folder, stateFolder, 'base');
  if (!existsSync(root)) return [];
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      relPath(
        join(entry.parentPath, entry.name)
          .slice(folder.length + 1)
          .replaceAll('\\', '/'),
      ),
    );
}

/** Unchanged files keep their time stamp, so nothing that watches them wakes up. */
function holds(folder: string, path: RelPath, content: Uint8Array): boolean {
  const full = join(folder, path);
  return existsSync(full) && readFileSync(full).equals(content);
}

/** The mode is set apart from the write where the umask of the seller's shell would take bits away. */
function stage(folder: string, moves: readonly Move[]): void {
  mkdirSync(join(folder, stagingFolder), { recursive: true });
  for (const [index, { content, mode }] of moves.entries()) {
    const staged = stagedPath(folder, index);
    writeFileSync(staged, content, { mode });
    if ((process.umask() & mode) !== 0) chmodSync(staged, mode);
  }
}

/** Each move and each delete may be repeated: a second go finds it done. */
function carryOut(folder: string, { moves, deletes }: Journal): void {
  const makeFolder = folderMaker();
  for (const [index, to] of moves.map(relPath).entries()) {
    makeFolder(dirname(join(folder, to)));
    moveIntoPlace(stagedPath(folder, index), join(folder, to));
  }
  for (const path of deletes.map(relPath)) {
    rmSync(join(folder, path), { force: true });
    removeEmptyFolders(folder, dirname(path));
  }
  rmSync(join(folder, stagingFolder), { recursive: true, force: true });
  rmSync(join(folder, journalFile), { force: true });
}

/** Staged files have numbers for names: one flat folder is made and removed, however deep the listing is. */
function stagedPath(folder: string, index: number): string {
  return join(folder, stagingFolder, String(index));
}

/** A staged file that is gone was moved by the run before. */
function moveIntoPlace(staged: string, place: string): void {
  try {
    renameSync(staged, place);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT' || !existsSync(place)) throw error;
  }
}

function folderMaker(): (path: string) => void {
  const made = new Set<string>();
  return (path) => {
    if (!made.has(path)) mkdirSync(path, { recursive: true });
    made.add(path);
  };
}

function removeEmptyFolders(folder: string, path: string): void {
  if (path === '.' || !existsSync(join(folder, path)) || readdirSync(join(folder, path)).length > 0) return;
  rmdirSync(join(folder, path));
  removeEmptyFolders(folder, dirname(path));
}
