import { constants, copyFileSync, lstatSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { failure, ok, type Result } from '../../model/result.ts';
import type { PrintedError } from '../../problem/print-error.ts';
import { type ModelCopy, type ReadyModel, readyModel, removeEmpty } from './place-model.ts';

type Ready = Pick<ReadyModel, 'putInPlace' | 'takeBack'>;

interface ListingText {
  readonly path: string;
  readonly text: string;
}

/**
 * Copies the code of a project to where one rename for each folder puts it in place, and holds single files and texts
 * ready. Nothing is replaced.
 */
export function readyCode(
  code: readonly ModelCopy[],
  texts: readonly ListingText[],
  folder: string,
): Result<readonly Ready[], PrintedError> {
  const single = code.filter(({ to }) => !to.includes('/'));
  const there = single.find(({ to }) => lstatSync(join(folder, to), { throwIfNoEntry: false }));
  if (there) return failure(isThere(join(folder, there.to)));
  const ready: Ready[] = [];
  const takeBack = () => {
    for (const one of ready.toReversed()) one.takeBack();
  };
  try {
    for (const [place, copies] of Map.groupBy(code, ({ to }) => to.split('/')[0] ?? '')) {
      const below = copies.filter((one) => !single.includes(one));
      if (below.length === 0) continue;
      const inPlace = below.map(({ from, to }) => ({ from, to: to.slice(place.length + 1) }));
      const one = readyModel(inPlace, join(folder, place));
      if (!one.ok) takeBack();
      if (!one.ok) return one;
      ready.push(one.value);
    }
    ready.push(readySingle(single, texts, folder));
  } catch (error) {
    takeBack();
    throw error;
  }
  return ok(ready);
}

function isThere(path: string): PrintedError {
  return { what: `${path} is there already`, fix: 'move it away, or start in another folder' };
}

function readySingle(copies: readonly ModelCopy[], texts: readonly ListingText[], folder: string): Ready {
  const isNeeded = copies.length + texts.length > 0;
  const firstMade = isNeeded ? (mkdirSync(folder, { recursive: true }) ?? join(folder, ' ')) : folder;
  const made: string[] = [];
  return {
    putInPlace: () => {
      for (const { from, to } of copies) {
        made.push(join(folder, to));
        copyFileSync(from, join(folder, to), constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      }
      for (const { path, text } of texts) {
        made.push(join(folder, path));
        writeFileSync(join(folder, path), text, { flag: 'wx' });
      }
    },
    takeBack: () => {
      for (const path of made) rmSync(path, { force: true });
      if (isNeeded) removeEmpty(folder, firstMade);
    },
  };
}
