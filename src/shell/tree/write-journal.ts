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
import { type FileMode, type RelPath, relPath } from '../../model/file-tree.ts';
import {
  asidePath,
  hashAt,
  inFolderOf,
  keepApart,
  putBack,
  type Rescued,
  replaceFile,
  takeAside,
} from './put-in-place.ts';
import { type Site, workPath } from './site.ts';

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

export interface StagedFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** Staged files have numbers for names: one flat folder is made and removed, however deep the listing is. */
export function stageFiles(site: Site, files: readonly StagedFile[]): void {
  mkdirSync(workPath(site, 'staging'), { recursive: true });
  mkdirSync(workPath(site, 'aside'), { recursive: true });
  const mask = process.umask();
  for (const [index, { content, mode }] of files.entries()) {
    const staged = stagedPath(site, index);
    writeFileSync(staged, content, { mode });
    // The umask of the seller's shell may take bits away.
    if ((mask & mode) !== 0) chmodSync(staged, mode);
  }
}

/** From here on the new tree counts: whoever finds the journal carries it out. */
export function commitJournal(site: Site, journal: Journal): void {
  const path = workPath(site, 'journal.json');
  writeFileSync(`${path}.new`, JSON.stringify(journal));
  renameSync(`${path}.new`, path);
}

export function hasJournal(site: Site): boolean {
  return existsSync(workPath(site, 'journal.json'));
}

/** Finishes what the journal of a killed run says; where its files are gone too, takes back what it began. */
export function resume(site: Site): Rescued[] {
  if (!hasJournal(site)) {
    clearWork(site);
    return [];
  }
  const journal = JSON.parse(readFileSync(workPath(site, 'journal.json'), 'utf8')) as Journal;
  // A staged file that is gone was put in place: a part that is missing is a whole folder, or was never whole.
  const isWhole =
    existsSync(workPath(site, 'staging')) &&
    journal.moves.every(({ after }, index) => [null, after].includes(hashAt(stagedPath(site, index))));
  if (!isWhole) return takeBack(site, journal);
  const staged = new Set(readdirSync(workPath(site, 'staging')).map(Number));
  return [...keepAsideApart(site, journal), ...carryOut(site, journal, staged)];
}

/** What the killed run had taken aside, and had no time to look at. */
function keepAsideApart(site: Site, { moves }: Journal): Rescued[] {
  return moves.flatMap(({ to, before, after }, index) =>
    before === undefined ? [] : keepApart(site, to, asidePath(site, index), [before, after]),
  );
}

/**
 * Each move and each delete may be repeated: a second go finds it done. What is there is taken aside before it is looked
 * at, so that nobody can write to it in between; what is not as expected is put where the seller finds it.
 */
export function carryOut(
  site: Site,
  { moves, deletes }: Journal,
  /** The numbers of the files that are still to be put in place; undefined for all. */
  left?: ReadonlySet<number>,
): Rescued[] {
  const rescued: Rescued[] = [];
  for (const [index, { to, before, after }] of moves.entries()) {
    const staged = stagedPath(site, index);
    const place = join(site.folder, relPath(to));
    if (left && !left.has(index)) continue;
    if (before === undefined) inFolderOf(place, () => renameSync(staged, place));
    else
      rescued.push(
        ...replaceFile(site, to, { staged, aside: asidePath(site, index), known: [before, after] }),
      );
  }
  for (const [index, { path, before }] of deletes.entries()) {
    const aside = asidePath(site, moves.length + index);
    takeAside(join(site.folder, relPath(path)), aside);
    if (before !== undefined && hashAt(aside) !== before) rescued.push(...putBack(site, path, aside));
    removeEmptyFolders(site, dirname(path));
  }
  clearWork(site);
  return rescued;
}

function takeBack(site: Site, { moves, deletes }: Journal): Rescued[] {
  const paths = [...moves.map(({ to }) => to), ...deletes.map(({ path }) => path)];
  const rescued = paths.flatMap((path, index) => putBack(site, path, asidePath(site, index)));
  clearWork(site);
  return rescued;
}

/** Removes the journal and what was staged; the old tree, or the new one, stays. */
export function clearWork(site: Site): void {
  rmSync(workPath(site, 'journal.json'), { force: true });
  rmSync(workPath(site, 'journal.json.new'), { force: true });
  rmSync(workPath(site, 'staging'), { recursive: true, force: true });
  rmSync(workPath(site, 'aside'), { recursive: true, force: true });
}

export function removeEmptyFolders(site: Site, path: string): void {
  const full = join(site.folder, path);
  if (path === '.' || !existsSync(full) || readdirSync(full).length > 0) return;
  rmdirSync(full);
  removeEmptyFolders(site, dirname(path));
}

function stagedPath(site: Site, index: number): string {
  return join(workPath(site, 'staging'), String(index));
}
