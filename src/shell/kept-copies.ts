import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type RelPath, relPath } from '../model/file-tree.ts';
import { keptFolder } from './state-folder.ts';

/** A name of its own for a copy that is kept of a file: no copy ever replaces another. */
export function keptPathFor(folder: string, path: RelPath): RelPath {
  for (let number = 1; ; number += 1) {
    const kept = relPath(`${keptFolder}/${path}${number === 1 ? '' : `.${number}`}`);
    if (!existsSync(join(folder, kept))) return kept;
  }
}
