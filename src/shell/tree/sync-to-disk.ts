import { closeSync, fsyncSync, openSync } from 'node:fs';
import { errorCode } from '../error-code.ts';

/** Waits until a file, or the names in a folder, are on the disk, so that a power cut cannot take them. */
export function syncToDisk(path: string): void {
  let handle: number | undefined;
  try {
    handle = openSync(path, 'r');
    fsyncSync(handle);
  } catch (error) {
    if (!cannotSync.includes(errorCode(error) ?? '')) throw error;
  } finally {
    if (handle !== undefined) closeSync(handle);
  }
}

/** File systems and systems that do not sync a folder, or a file that may not be read. */
const cannotSync = ['EACCES', 'EINVAL', 'EISDIR', 'ENOENT', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];
