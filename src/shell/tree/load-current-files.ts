import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type CurrentFile, type RelPath, relPath } from '../../model/file-tree.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { type NotReadable, type RegularFile, readRegularFile } from '../read-regular-file.ts';

/** A generated path that is not a regular file inside the listing. It keeps the listing from being written. */
export interface Obstacle {
  readonly path: string;
  /** `foreign`: something of others in a folder that is ours alone. */
  readonly kind: NotReadable | 'file' | 'foreign';
}

export interface CurrentFiles {
  readonly files: ReadonlyMap<RelPath, CurrentFile>;
  readonly obstacles: readonly Obstacle[];
}

/** The files on disk at the given paths. Links are never followed. */
export function loadCurrentFiles(folder: string, paths: Iterable<RelPath>): CurrentFiles {
  const files = new Map<RelPath, CurrentFile>();
  const obstacles = new Map<string, Obstacle>();
  const seen = new Map<string, FolderState>();
  const names = namesIn(folder);
  for (const path of paths) {
    if (!names.has(topOf(path))) continue;
    const above = folderState(folder, parentOf(path), seen);
    if (above === 'absent') continue;
    const found = above === 'clear' ? loadCurrentFile(folder, path) : failure(above);
    if (found?.ok) files.set(path, found.value);
    else if (found) obstacles.set(found.reason.path, found.reason);
  }
  return { files, obstacles: [...obstacles.values()] };
}

/** The given folders, and those above them, that are links, or not folders. Nothing is looked up below one of these. */
export function foldersInTheWay(folder: string, paths: readonly RelPath[]): Obstacle[] {
  const seen = new Map<string, FolderState>();
  for (const path of paths) folderState(folder, path, seen);
  return [...new Set(seen.values())].filter((state) => typeof state === 'object');
}

/** What is at the top of a folder: one call, where a look at each path would be twenty. Compare with `topOf`. */
export function namesIn(folder: string): ReadonlySet<string> {
  return new Set(readdirSync(folder).map((name) => name.toLowerCase()));
}

/** The first name of a path. Some file systems know no case, so none counts here. */
export function topOf(path: RelPath): string {
  return path.split('/', 1).join('').toLowerCase();
}

/** All parent folders of the given paths, without duplicates. */
export function foldersAbove(paths: readonly RelPath[]): RelPath[] {
  const folders = new Set<string>();
  for (const path of paths)
    for (let above = parentOf(path); above !== ''; above = parentOf(above)) folders.add(above);
  return [...folders].sort().map(relPath);
}

type FolderState = 'clear' | 'absent' | Obstacle;

/** State of a folder and its parents. Each is looked up once, and nothing below a missing folder. */
function folderState(folder: string, path: string, seen: Map<string, FolderState>): FolderState {
  if (path === '') return 'clear';
  const known = seen.get(path);
  if (known !== undefined) return known;
  const above = folderState(folder, parentOf(path), seen);
  const state = above === 'clear' ? lookAtFolder(folder, path) : above;
  seen.set(path, state);
  return state;
}

function lookAtFolder(folder: string, path: string): FolderState {
  const stat = lstatSync(join(folder, path), { throwIfNoEntry: false });
  if (!stat) return 'absent';
  if (stat.isSymbolicLink()) return { path, kind: 'symbolic-link' };
  if (stat.isDirectory()) return 'clear';
  return { path, kind: stat.isFile() ? 'file' : 'special' };
}

function parentOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}

/** Undefined where there is no file. */
function loadCurrentFile(folder: string, path: RelPath): Result<CurrentFile, Obstacle> | undefined {
  const read = readRegularFile(join(folder, path));
  if (!read?.ok) return read && failure({ path, kind: read.reason });
  return ok(currentFile(read.value));
}

export function currentFile({ content, isLarge, stat }: RegularFile): CurrentFile {
  return {
    content,
    isLarge,
    mode: (stat.mode & 0o100) === 0 ? 0o644 : 0o755,
    isReadOnly: (stat.mode & 0o222) === 0,
  };
}
