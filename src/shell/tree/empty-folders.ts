import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../error-code.ts';
import type { ListingPaths } from './listing-paths.ts';

/** Removes a folder of the listing, and those around it, as far as nothing is in them. */
export function removeEmptyFolders(paths: ListingPaths, path: string): void {
  if (path !== '.' && removeIfEmpty(join(paths.folder, path))) removeEmptyFolders(paths, dirname(path));
}

/** Whether it was there, and empty. The system decides: somebody may save a file into it at any moment. */
export function removeIfEmpty(folder: string): boolean {
  try {
    rmdirSync(folder);
    return true;
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(errorCode(error) ?? '')) throw error;
    return false;
  }
}
