import { join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import { entriesOf } from '../tree/empty-folders.ts';

/** All folders in a folder of a listing, as deep as they go. */
export function foldersBelow(folder: string, root: RelPath): readonly RelPath[] {
  return entriesOf(join(folder, root))
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => relPath(`${root}/${name}`))
    .flatMap((below) => [below, ...foldersBelow(folder, below)]);
}
