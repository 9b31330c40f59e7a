import { lstatSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { modelNote, noteName, type Prepared, type RenderedListing, renderListing } from '../generate.ts';
import { type FileTree, isUnder, relPath } from '../model/file-tree.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { includeErrors } from './include-problems.ts';
import { type LoadedManifest, loadManifest } from './load-manifest.ts';
import type { PolicyPlace } from './policy-files.ts';
import { scriptErrors } from './script-problems.ts';

export interface LoadedListing extends RenderedListing {
  /** As shown to people: relative to where the command runs. */
  readonly manifest: string;
  readonly folder: string;
  readonly made: MadeFrom;
}

/** What decided about a listing, apart from the files that are generated. */
export interface MadeFrom extends Pick<LoadedManifest, 'inputs' | 'parents'> {
  /** Whether the seller's own files would be judged now as they were. */
  readonly holds: () => boolean;
}

/** One listing, loaded and rendered. */
export function loadListing(prepared: Prepared, path: string, place: PolicyPlace): LoadedListing {
  const { entry: manifest, files, inputs, parents } = loadManifest(path, place);
  const folder = dirname(resolve(place.cwd, path));
  const { rendered, ...told } = renderListing(prepared, manifest, files);
  const loaded = { manifest, folder, made: { inputs, parents, holds: () => false } };
  if (!rendered) return { ...loaded, ...told };
  const { listing } = rendered;
  const { tree } = told;
  const faultsNow = () => [
    ...(tree ? includeErrors(listing, { folder, tree }) : []),
    ...scriptErrors(listing, folder, place.cwd),
  ];
  const neededNow = () => withoutNeedlessNote(rendered.files, listing, folder);
  const [faults, needed] = [faultsNow(), neededNow()];
  if (faults.length > 0) return { ...loaded, ...told, problems: [...told.problems, ...faults] };
  const holds = () => faultsNow().length === 0 && neededNow().size === needed.size;
  return { ...loaded, ...told, made: { inputs, parents, holds }, rendered: { ...rendered, files: needed } };
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
