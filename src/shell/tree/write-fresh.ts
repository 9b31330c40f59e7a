import { existsSync, lstatSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUnder, type RelPath, relPath, type TreeFile } from '../../model/file-tree.ts';
import { failure, ok } from '../../model/result.ts';
import { errorCode } from '../error-code.ts';
import { removeIfEmpty } from './empty-folders.ts';
import { dropFresh, finishFresh, stagedName } from './finish-fresh.ts';
import { type ListingPaths, privatePath, workPath } from './listing-paths.ts';
import { foldersAbove, namesIn, topOf } from './load-current-files.ts';
import type { WriteResult } from './put-in-place.ts';
import { newHolder, type RunHolder, whileHeld } from './run-lock.ts';
import { fileStager } from './stage-file.ts';

export interface NewFile extends TreeFile {
  readonly to: RelPath;
}

/** Whether nothing stands where the files go, not even at the top of their folders, and no run is at work. */
export function isFresh({ folder, state }: ListingPaths, files: readonly NewFile[]): boolean {
  const { root, work, base, lock } = state;
  const names = namesIn(folder);
  const own = names.has(topOf(root)) ? [work, base, lock] : [];
  return (
    files.every(({ to }) => isUnder(to, [root]) || !names.has(topOf(to))) &&
    own.every((place) => !lstatSync(join(folder, place), { throwIfNoEntry: false }))
  );
}

/**
 * Writes a listing where nothing was generated yet. All of it is staged in a private folder, with the lock of the run. One
 * rename makes that the working folder, and so takes the lock: from then on any run that finds it finishes the moves. A
 * run that is killed before leaves a private folder, which the next run removes.
 */
export function writeFresh(paths: ListingPaths, files: readonly NewFile[]): WriteResult {
  const holder = newHolder();
  const own = privatePath(paths, holder.run);
  try {
    stagePrivately(paths, own, holder, files);
    renameSync(own, workPath(paths, '.'));
  } catch (error) {
    rmSync(own, { recursive: true, force: true });
    removeIfEmpty(join(paths.folder, paths.state.root));
    if (overtaken.includes(errorCode(error) ?? '')) return failure('overtaken');
    throw error;
  }
  return whileHeld(paths, holder, () => {
    if (!existsSync(join(paths.folder, paths.state.lock))) return ok(finishFresh(paths));
    dropFresh(paths);
    return failure('overtaken');
  });
}

/** Another run has a working folder, or has removed our own because it took us for dead. */
const overtaken = ['EEXIST', 'ENOTEMPTY', 'ENOENT'];

/** Each folder is made alone, and before the files: what was removed meanwhile does not come into being again in part. */
function stagePrivately(
  paths: ListingPaths,
  own: string,
  { text }: RunHolder,
  files: readonly NewFile[],
): void {
  mkdirSync(join(paths.folder, paths.state.root), { recursive: true });
  mkdirSync(own);
  writeFileSync(join(own, 'running'), text);
  const staged = files.map((file) => [relPath(stagedName(paths, file.to)), file] as const);
  for (const folder of foldersAbove(staged.map(([name]) => name))) mkdirSync(join(own, folder));
  const stage = fileStager();
  for (const [name, file] of staged) stage(join(own, name), file);
}
