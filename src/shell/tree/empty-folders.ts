import { rmdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { errorCode } from '../error-code.ts';
import type { Site } from './site.ts';

/** Removes a folder of the listing, and those around it, as far as nothing is in them. */
export function removeEmptyFolders(site: Site, path: string): void {
  if (path !== '.' && removeIfEmpty(join(site.folder, path))) removeEmptyFolders(site, dirname(path));
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
