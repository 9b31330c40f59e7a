import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { namesIn } from '../names-in.ts';

/** A file of the model, and its path in the model's folder. */
export interface ModelCopy {
  readonly from: string;
  readonly to: string;
}

/** The model's files, ready beside their place, or in it already. */
export interface ReadyModel {
  readonly isThere: boolean;
  readonly bytes: number;
  readonly putInPlace: () => void;
  /** Leaves everything as it was before. */
  readonly takeBack: () => void;
}

/**
 * Copies the files of a model to where one rename puts them in place. Where the file system can, a copy shares the bytes
 * of the original until one of them changes. Nothing is replaced.
 */
export function readyModel(copies: readonly ModelCopy[], place: string): Result<ReadyModel, PrintedError> {
  const bytes = copies.reduce((sum, { from }) => sum + statSync(from).size, 0);
  const isThere = copies.every(
    ({ from, to }) => existsSync(join(place, to)) && isSame(from, join(place, to)),
  );
  if (isThere) return ok({ isThere, bytes, putInPlace: () => {}, takeBack: () => {} });
  const fault = faultOfPlace(copies, place) ?? faultOfSpace(place, bytes);
  if (fault) return failure(fault);
  const draft = `${place}.${process.pid}.new`;
  const firstMade = mkdirSync(draft, { recursive: true }) ?? draft;
  let at = draft;
  const takeBack = () => {
    rmSync(at, { recursive: true, force: true });
    removeEmpty(dirname(draft), firstMade);
  };
  try {
    for (const { from, to } of copies) {
      mkdirSync(dirname(join(draft, to)), { recursive: true });
      copyFileSync(from, join(draft, to), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    }
  } catch (error) {
    takeBack();
    throw error;
  }
  const putInPlace = () => {
    if (existsSync(place)) rmdirSync(place);
    renameSync(draft, place);
    at = place;
  };
  return ok({ isThere, bytes, putInPlace, takeBack });
}

/** The folders that were made for the model, from the innermost on, as far as nothing else is in them. */
export function removeEmpty(folder: string, firstMade: string): void {
  if (!`${folder}${sep}`.startsWith(`${firstMade}${sep}`) || namesIn(folder).length > 0) return;
  rmdirSync(folder);
  removeEmpty(dirname(folder), firstMade);
}

function isSame(one: string, other: string): boolean {
  const [first, second] = [statSync(one), statSync(other)];
  return first.ino === second.ino && first.dev === second.dev;
}

function faultOfPlace(copies: readonly ModelCopy[], place: string): PrintedError | undefined {
  const inside = copies.find(({ from }) => !relative(place, from).startsWith(`..${sep}`));
  if (inside)
    return {
      what: `${inside.from} is where the listing has its model, but not as it takes one: it would be ${inside.to}`,
      fix: 'move it out of that folder, and name it there; it is copied back',
    };
  const stat = lstatSync(place, { throwIfNoEntry: false });
  if (!stat || (stat.isDirectory() && namesIn(place).length === 0)) return undefined;
  return {
    what: stat.isDirectory() ? `${place} has files already` : `${place} is no folder`,
    fix: 'move it away, or start in another folder',
  };
}

/** A copy that shares its bytes needs no space, but nobody knows before. */
function faultOfSpace(place: string, bytes: number): PrintedError | undefined {
  const { bavail, bsize } = statfsSync(nearest(place));
  if (bavail * bsize > bytes) return undefined;
  return {
    what: `the model has ${sizeInWords(bytes)}, and ${sizeInWords(bavail * bsize)} are free in ${dirname(place)}`,
    fix: `make room there, or start in a folder of another disk`,
  };
}

function nearest(path: string): string {
  return existsSync(path) || dirname(path) === path ? path : nearest(dirname(path));
}

/** `1.2 kB`, `10.0 GB`. */
export function sizeInWords(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1000 ** power).toFixed(1)} ${units[power]}`;
}
