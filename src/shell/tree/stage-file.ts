import { chmodSync, writeFileSync } from 'node:fs';
import type { TreeFile } from '../../model/file-tree.ts';

/** Writes new files with exactly their modes. The umask is asked for once, because each question is a call of the system. */
export function fileStager(): (path: string, file: TreeFile) => void {
  const removed = process.umask();
  return (path, { content, mode }) => {
    writeFileSync(path, content, { mode });
    if ((removed & mode) !== 0) chmodSync(path, mode);
  };
}
