import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandWord } from '../problem/phrasing.ts';
import type { PrintedError } from '../problem/print-error.ts';

/** Why this user cannot write in a folder, or make it; undefined if they can. `yo` changes from root to another user. */
export function closedFolder(folder: string): PrintedError | undefined {
  const nearest = nearestFolder(folder);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    const user = process.getuid?.();
    const forUser = user === undefined ? 'for you' : `for the user with the id ${user}, who runs this`;
    const isRoots = user !== undefined && statSync(nearest).uid === 0;
    return {
      what: `the folder ${nearest} is not writable ${forUser}`,
      fix: isRoots ? fixOfRoots(nearest, user) : 'start in a folder of your own, or change its permissions',
    };
  }
}

/** The folder belongs to root, and this user is another one, often because `yo` changed to it. */
function fixOfRoots(folder: string, user: number): string {
  return `as root, run  chown ${user} ${commandWord(folder)} , or  sagemaker-mkt init  and  sagemaker-mkt generate ; yo does not stay root`;
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
