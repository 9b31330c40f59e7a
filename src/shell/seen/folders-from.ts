import { join } from 'node:path';
import { type RelPath, relPath } from '../../model/file-tree.ts';
import { entriesOf } from '../tree/empty-folders.ts';

/** A folder of a listing and all folders in it, as deep as they go. `isAllowed` says which entries may be there. */
export function foldersFrom(
  folder: string,
  root: RelPath,
  isAllowed: (entry: { isFile(): boolean }) => boolean = () => true,
): readonly RelPath[] | undefined {
  const entries = entriesOf(join(folder, root));
  const folders = entries.filter((entry) => entry.isDirectory());
  if (!entries.every((entry) => folders.includes(entry) || isAllowed(entry))) return undefined;
  const below = folders.map(({ name }) => foldersFrom(folder, relPath(`${root}/${name}`), isAllowed));
  return below.includes(undefined) ? undefined : [root, ...below.flatMap((paths) => paths ?? [])];
}
