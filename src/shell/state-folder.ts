import { type RelPath, relPath } from '../model/file-tree.ts';

/** Where a listing keeps what the next run needs. */
const stateFolder = '.sagemaker-mkt';

export const lockPath = relPath(`${stateFolder}/lock.json`);

export const baseFolder = relPath(`${stateFolder}/base`);

/** Where the seller finds what stood in the way of a write. */
export const keptFolder = relPath(`${stateFolder}/kept`);

/** What is there only while a run writes; git ignores it. */
export const workFolder = relPath(`${stateFolder}/work`);

/** Every folder that a run writes to by itself; a link in the place of one would lead a write elsewhere. */
export const stateFolders: readonly RelPath[] = [relPath(stateFolder), baseFolder, keptFolder, workFolder];

export function basePath(path: RelPath): RelPath {
  return relPath(`${baseFolder}/${path}`);
}
