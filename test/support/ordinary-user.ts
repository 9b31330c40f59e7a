import { spawnSync } from 'node:child_process';
import { accessSync, chmodSync, constants, copyFileSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin } from './built.ts';

/** A user who is not root, as in containers and with `yo`. */
export const ordinaryUser = { uid: 1000, gid: 1000 } as const;

/** The reason why a test cannot run as another user here, in brackets for its title; empty if it can. */
export function whyNotAsAnotherUser(): string {
  if (process.getuid?.() !== 0) return ' (only root can become another user)';
  const { status } = spawnSync(nodeForAll(), ['--check', bin], ordinaryUser);
  return status === 0 || !existsSync(bin) ? '' : ' (this checkout cannot be read by another user)';
}

let copy: string | undefined;

/** A copy of this Node that every user can run: npx puts it in root's home. */
export function nodeForAll(): string {
  if (copy === undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-node-'));
    chmodSync(folder, 0o755);
    copy = join(folder, 'node');
    copyFileSync(process.execPath, copy, constants.COPYFILE_FICLONE);
    accessSync(copy, constants.X_OK);
  }
  return copy;
}
