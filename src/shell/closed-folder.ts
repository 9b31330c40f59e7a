import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { commandWord } from '../problem/phrasing.ts';
import type { PrintedError } from '../problem/print-error.ts';
import { shownName } from './shown-name.ts';

/** Why this user cannot write in a folder, or make it; undefined if they can. `yo` changes from root to another user. */
export function closedFolder(folder: string, cwd: string): PrintedError | undefined {
  const nearest = nearestFolder(folder);
  try {
    accessSync(nearest, constants.W_OK | constants.X_OK);
    return undefined;
  } catch {
    const user = process.getuid?.();
    const name = shownName(nearest, cwd) || '.';
    const isRoots = user !== undefined && user !== 0 && statSync(nearest).uid === 0;
    return {
      what: `the folder ${name} is not writable${user === undefined ? '' : ` for the user ${user}`}, who runs this`,
      fix: isRoots
        ? `chown ${user} ${commandWord(name)}  , or run  sagemaker-mkt init  and  sagemaker-mkt generate  as root: yo changes from root to the user ${user} by itself`
        : 'start in a folder of your own, or change the permissions of this one',
    };
  }
}

function nearestFolder(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestFolder(dirname(folder));
}
