import { type Dirent, existsSync, readdirSync, rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../error-code.ts';
import type { ListingPaths } from './listing-paths.ts';

/** Removes a folder and its parents as long as they are empty. */
export function removeEmptyFolders(paths: ListingPaths, path: string): void {
  if (path !== '.' && removeIfEmpty(join(paths.folder, path))) removeEmptyFolders(paths, dirname(path));
}

/** Whether the folder was removed. The system decides, because a file may be saved into it at any moment. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    return false;
  }
}

/** Nothing where there is no such folder. */
export function entriesOf(folder: string): Dirent[] {
  return existsSync(folder) ? readdirSync(folder, { withFileTypes: true }) : [];
}
