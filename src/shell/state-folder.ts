import { type RelPath, relPath } from '../model/file-tree.ts';

/** Where a listing keeps what the next run needs. */
const stateFolder = '.sagemaker-mkt';

export const lockPath = relPath(`${stateFolder}/lock.json`);

export const baseFolder = relPath(`${stateFolder}/base`);

/** Where the seller finds what stood in the way of a write. */
export const keptFolder = relPath(`${stateFolder}/kept`);

/** What is there only while a run writes; git ignores it. */
export const workFolder = relPath(`${stateFolder}/work`);

/** Names below the folders that a run writes to by itself: asking for them shows whether one of those is a link. */
export const stateProbes: readonly RelPath[] = [baseFolder, keptFolder, workFolder].map((folder) =>
  relPath(`${folder}/probe`),
);

export function basePath(path: RelPath): RelPath {
  return relPath(`${baseFolder}/${path}`);
}
