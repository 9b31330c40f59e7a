import { randomUUID } from 'node:crypto';
import { renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { errorCode } from '../error-code.ts';
import { entriesOf, removeIfEmpty } from './empty-folders.ts';
import { isPrivateFolder, type ListingPaths, privatePath } from './listing-paths.ts';
import { isStale } from './run-lock.ts';

/** Removes what runs staged that were killed before they committed it, and drafts of their notes. All of it can be made again. */
export function clearPrivateFolders(paths: ListingPaths): void {
  const root = join(paths.folder, paths.state.root);
  for (const { name } of entriesOf(root)) {
    const own = join(root, name);
    if (/^seen\.\d+$/.test(name)) rmSync(own, { recursive: true, force: true });
    if (!isPrivateFolder(name) || removeIfEmpty(own) || !isStale(join(own, 'running'))) continue;
    // A run that was only asleep finds nothing of it, so that it cannot commit a part.
    const taken = privatePath(paths, randomUUID());
    if (couldRename(own, taken)) rmSync(taken, { recursive: true, force: true });
  }
}

/** Another run may have been faster. */
function couldRename(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
    return false;
  }
}
