import { lstatSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { CurrentFile, RelPath } from '../../model/file-tree.ts';
import { relPath } from '../../model/file-tree.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { errorCode } from '../error-code.ts';
import type { MadeFrom } from '../load-listing.ts';
import { readRegularFile } from '../read-regular-file.ts';
import type { FilesHeld } from '../tree/files-held.ts';
import { type ListingPaths, listingPaths } from '../tree/listing-paths.ts';
import { currentFile, foldersAbove, foldersInTheWay } from '../tree/load-current-files.ts';
import { daysAround } from './days-around.ts';
import { foldersFrom } from './folders-from.ts';
import { ownPlaces } from './own-places.ts';
import { changedAt, type Look, type PlaceState, stateAt, stateOf } from './place-state.ts';
import { keyOf } from './seen-inputs.ts';
import { printSeen } from './seen-record.ts';

/** A listing that is as its manifest wants it, and what that rests on. */
export interface SettledListing extends MadeFrom {
  /** Of the manifest. */
  readonly path: string;
  readonly listing: ResolvedListing;
  readonly held: () => FilesHeld;
}

/** What a run knows for all listings. */
export interface SeenGround {
  readonly build: string;
  readonly today: string;
  /** The days on which something ends, by the catalogue. */
  readonly days: readonly string[];
}

/** Notes how everything looks that a settled listing rests on. Where that cannot be written, the next run is not quicker. */
export function rememberListing(listing: SettledListing, { build, today, days }: SeenGround): void {
  const { path, inputs, parents } = listing;
  const folder = dirname(path);
  const paths = listingPaths(folder);
  if (foldersInTheWay(folder, [paths.state.root]).length > 0) return;
  const draft = join(folder, `${paths.state.seen}.${process.pid}`);
  try {
    writeFileSync(draft, '', { flag: 'wx' });
    const places = placesOf(paths, listing, lstatSync(draft).ctimeMs);
    if (!places) return;
    const record = {
      key: keyOf(build, path, inputs),
      days: daysAround(today, days, inputs.values()),
      parents: parents.map((parent) => relative(folder, parent)),
      places,
    };
    writeFileSync(draft, printSeen(record));
    renameSync(draft, join(folder, paths.state.seen));
  } catch (error) {
    if (errorCode(error) === undefined) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * The states of all places; undefined where one is not as the run knows it. `now` is the time of the disk: what changed in the same
 * moment may change once more without another time, so it cannot be noted. What is judged after its state was taken may change, too.
 */
function placesOf(
  { folder, state }: ListingPaths,
  { listing, held, holds }: SettledListing,
  now: number,
): ReadonlyMap<RelPath, PlaceState> | undefined {
  const files = held();
  if (!isIgnored(files, state.seen)) return undefined;
  const looks = new Map<RelPath, Look>(ownPlaces(listing, folder));
  for (const root of [state.base, state.kept]) {
    // A link in it would stop a whole run.
    const folders = foldersFrom(folder, root, (entry) => entry.isFile());
    if (!folders) return undefined;
    for (const path of folders) looks.set(path, 'w');
  }
  for (const path of foldersAbove([...files.keys(), ...looks.keys()]))
    if (!looks.has(path)) looks.set(path, 'd');
  const places = new Map<RelPath, PlaceState>();
  const isNoted = (path: RelPath, found: PlaceState | undefined) => {
    if (found !== undefined) places.set(path, found);
    return found !== undefined && (changedAt(found) ?? 0) < now;
  };
  const isSettled =
    [...looks].every(([path, look]) => isNoted(path, stateAt(join(folder, path), look))) &&
    [...files].every(([path, file]) => isNoted(path, stateOfFile(join(folder, path), file))) &&
    holds();
  return isSettled ? places : undefined;
}

/** Git must not see the note: it is of this machine alone. */
function isIgnored(files: FilesHeld, seen: RelPath): boolean {
  const text = new TextDecoder().decode(files.get(relPath('.gitignore'))?.content);
  return text.split(/\r?\n/).includes(`${seen}*`);
}

/** Undefined where there is another file than the run has read or written. */
function stateOfFile(path: string, file: CurrentFile | undefined): PlaceState | undefined {
  const read = readRegularFile(path);
  if (!read || !file) return read || file ? undefined : stateAt(path, '-');
  if (!read.ok || read.value.isLarge || file.isLarge) return undefined;
  const found = currentFile(read.value);
  const isSame =
    found.mode === file.mode &&
    found.isReadOnly === file.isReadOnly &&
    Buffer.compare(found.content, file.content) === 0;
  return isSame ? stateOf(read.value.stat, 'f') : undefined;
}
