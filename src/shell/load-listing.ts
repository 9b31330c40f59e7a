import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { modelNote, noteName, type Prepared, type RenderedListing, renderListing } from '../generate.ts';
import { type FileTree, isUnder, relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { includeErrors } from './include-problems.ts';
import { loadManifest } from './load-manifest.ts';
import type { PolicyPlace } from './policy-files.ts';
import { scriptErrors } from './script-problems.ts';

export interface LoadedListing extends RenderedListing {
  /** As shown to people: relative to where the command runs. */
  readonly manifest: string;
  readonly folder: string;
}

/** One listing, loaded and rendered. */
export function loadListing(prepared: Prepared, path: string, place: PolicyPlace): LoadedListing {
  const { entry: manifest, files } = loadManifest(path, place);
  const folder = dirname(resolve(place.cwd, path));
  const { rendered, ...told } = renderListing(prepared, manifest, files);
  if (!rendered) return { manifest, folder, ...told };
  const { tree } = told;
  const faults = [
    ...(tree ? includeErrors(rendered.listing, { folder, tree }) : []),
    ...scriptErrors(rendered.listing, folder, place.cwd),
  ];
  if (faults.length > 0) return { manifest, folder, ...told, problems: [...told.problems, ...faults] };
  const needed = withoutNeedlessNote(rendered.files, rendered.listing, folder);
  return { manifest, folder, ...told, rendered: { ...rendered, files: needed } };
}

/** Only a missing or empty folder gets the note on what belongs into it: a seller's own folder is left alone. */
function withoutNeedlessNote(files: FileTree, { artifacts }: ResolvedListing, folder: string): FileTree {
  if (artifacts.mode !== 'bundled') return files;
  const note = relPath(modelNote(artifacts.path));
  const others = new Map([...files].filter(([path]) => path !== note));
  const isBlocked = [...others.keys()].some((path) => isUnder(note, [path]));
  return !isBlocked && takesNote(join(folder, artifacts.path)) ? files : others;
}

/** A note that is there stays what it is: a seed. */
function takesNote(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (!found?.isDirectory()) return !found;
  const names = readdirSync(folder);
  return names.length === 0 || names.includes(noteName);
}
