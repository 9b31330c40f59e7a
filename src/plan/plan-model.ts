import type { PlannedFile } from '../model/file-plan.ts';
import { relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { frameworkFilesOf } from './framework-files.ts';

/** An image cannot be built without the folder of a bundled model, and git keeps no empty folders. */
export function planModel(listing: ResolvedListing): readonly PlannedFile[] {
  const { artifacts } = listing;
  if (artifacts.mode !== 'bundled') return [];
  const { handler, modelWords } = frameworkFilesOf(listing);
  return [
    {
      path: relPath(modelNote(artifacts.path)),
      mode: 0o644,
      policy: 'seed',
      content: { kind: 'template', template: 'model/README.md', view: { handler, modelWords } },
      seed: `model/${listing.framework.framework.name}`,
    },
  ];
}

export const noteName = 'README.md';

/** The file that says what belongs into the model's folder. */
export function modelNote(folder: string): string {
  return `${folder}/${noteName}`;
}
