import { join } from 'node:path';
import { noteName } from '../generate.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { namesIn } from './names-in.ts';

/** What a folder of a model holds, without the note that says what belongs there. */
export function modelFilesIn(folder: string): readonly string[] {
  return namesIn(folder).filter((name) => name !== noteName && !name.startsWith('.'));
}

/** Whether the model of a listing is in its place. */
export function holdsModel({ artifacts }: ResolvedListing, folder: string): boolean {
  return artifacts.mode === 'bundled' && modelFilesIn(join(folder, artifacts.path)).length > 0;
}
