import {
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import type { Role } from '../../rehearse/traces.ts';
import { imageFilesOf } from '../image-files.ts';

/** The folder in which each role of the listing runs. */
export type ProgramFolders = Readonly<Record<Role, string>>;

/**
 * Copies of the listing with exactly the files that its images would have, so that what is missing there is missing
 * here. A listing whose Dockerfile is not ours runs in its own folder.
 */
export function stagePrograms(listing: ResolvedListing, folder: string, scratch: string): ProgramFolders {
  // Programs name their files by real paths, and logs are searched for them.
  const below = realpathSync(scratch);
  const serve = stageProgram(listing, { folder, place: join(below, 'program') }, 'serve');
  const isSeparate = listing.training?.image === 'separate';
  const train = isSeparate
    ? stageProgram(listing, { folder, place: join(below, 'training') }, 'train')
    : serve;
  return { serve, train };
}

/** A copy of what serves, with an empty folder in place of the bundled model. Undefined where the Dockerfile is not ours. */
export function placeWithoutModel(
  listing: ResolvedListing,
  model: string,
  places: Places,
): string | undefined {
  if (!copyProgram(listing, places, 'serve')) return undefined;
  mkdirSync(join(places.place, model), { recursive: true });
  return places.place;
}

interface Places {
  readonly folder: string;
  readonly place: string;
}

function stageProgram(listing: ResolvedListing, { folder, place }: Places, role: Role): string {
  if (!copyProgram(listing, { folder, place }, role)) return folder;
  const { artifacts } = listing;
  if (artifacts.mode === 'bundled' && role === 'serve')
    linkOf(join(folder, artifacts.path), join(place, artifacts.path));
  return place;
}

/** What is large, as installed packages are, is linked. */
function copyProgram(listing: ResolvedListing, { folder, place }: Places, role: Role): boolean {
  const files = imageFilesOf(listing, folder, role);
  if (!files) return false;
  for (const [target, source] of files) copyOf(join(folder, source), join(place, target));
  linkOf(join(folder, 'node_modules'), join(place, 'node_modules'));
  return true;
}

function copyOf(source: string, target: string): void {
  mkdirSync(dirname(target), { recursive: true });
  if (lstatSync(source).isSymbolicLink()) symlinkSync(readlinkSync(source), target);
  else copyFileSync(source, target);
}

function linkOf(source: string, target: string): void {
  if (!existsSync(source) || existsSync(target)) return;
  mkdirSync(dirname(target), { recursive: true });
  symlinkSync(source, target);
}
