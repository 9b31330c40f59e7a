import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readLock } from '../../generate.ts';
import { readRegularText } from '../read-regular-file.ts';
import { dropFresh, finishFresh, freshPath, freshPaths, staged } from './finish-fresh.ts';
import { type ListingPaths, workPath } from './listing-paths.ts';
import { hashAt, type Rescued } from './put-in-place.ts';

/** Finishes the new listing of a killed run. What is not whole is dropped, because all of it can be rendered again. */
export function resumeFresh(paths: ListingPaths): Rescued[] {
  if (isWhole(paths)) return finishFresh(paths);
  dropFresh(paths);
  return [];
}

/** Every file of the staged record is staged as it was written, or in place. A power cut, or somebody, may have changed that. */
function isWhole(paths: ListingPaths): boolean {
  const text = readRegularText(workPath(paths, staged.lock));
  if (text === undefined || existsSync(join(paths.folder, paths.state.lock))) return false;
  const { lock, fault } = readLock(text, '');
  if (fault !== undefined || freshPaths(paths).some((path) => !lock.files.has(path))) return false;
  return [...lock.files].every(([path, { hashes }]) => {
    const found = hashAt(freshPath(paths, path));
    return found === null ? existsSync(join(paths.folder, path)) : hashes.includes(found);
  });
}
