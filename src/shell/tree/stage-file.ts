import { chmodSync, writeFileSync } from 'node:fs';
import type { TreeFile } from '../../model/file-tree.ts';

/** Writes a new file with exactly this mode. */
export function stageFile(path: string, { content, mode }: TreeFile): void {
  writeFileSync(path, content, { mode });
  // The umask may have removed bits.
  if ((process.umask() & mode) !== 0) chmodSync(path, mode);
}
