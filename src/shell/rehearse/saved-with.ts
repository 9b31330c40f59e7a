import { closeSync, createReadStream, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { createUnzip } from 'node:zlib';
import { longestSklearnVersion, sklearnVersion } from '../../model/model-files/sklearn-version.ts';
import { endBytes, type FileEnds, xgboostVersion } from '../../model/model-files/xgboost-version.ts';
import type { SavedWith } from '../../rehearse/materials.ts';

/** How much of a file is read, and of what is packed in it: an estimator tells its version after its own values. */
const mostBytes = 512e6;
const mostFiles = 200;

/** Which library saved the files of a model, in which version, where their bytes tell it. Nothing is loaded. */
export async function savedWith(folder: string): Promise<readonly SavedWith[]> {
  const found: SavedWith[] = [];
  for (const path of filesBelow(folder, '').slice(0, mostFiles)) {
    const one = await savedFileWith(join(folder, path)).catch(() => undefined);
    if (one) found.push({ path, ...one });
  }
  return found;
}

/** A link to a folder is not followed: it may lead around in a circle. */
function filesBelow(folder: string, path: string): readonly string[] {
  const here = join(folder, path);
  if (!statSync(here, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(here, { withFileTypes: true }).flatMap((entry) => {
    const inside = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(folder, inside) : [inside];
  });
}

/** Fails where the file cannot be read. */
async function savedFileWith(file: string): Promise<Omit<SavedWith, 'path'> | undefined> {
  if (!statSync(file).isFile()) return undefined;
  const ends = endsOf(file);
  const ofXgboost = xgboostVersion(ends);
  if (ofXgboost !== undefined) return { library: 'xgboost', version: ofXgboost };
  const isPacked = isZlibOrGzip(ends.head);
  if (!isPacked && !isPickle(file, ends.head)) return undefined;
  const version = await pickledVersion(file, isPacked);
  return version === undefined ? undefined : { library: 'scikit-learn', version };
}

function endsOf(file: string): FileEnds {
  const handle = openSync(file, 'r');
  try {
    const { size } = fstatSync(handle);
    const read = (position: number) => {
      const bytes = new Uint8Array(Math.min(endBytes, size));
      return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, position));
    };
    return { head: read(0), tail: read(Math.max(0, size - endBytes)) };
  } finally {
    closeSync(handle);
  }
}

function isZlibOrGzip([first, second]: Uint8Array): boolean {
  return first === 0x78 || (first === 0x1f && second === 0x8b);
}

/** The two oldest protocols have no mark. */
function isPickle(file: string, [first, second = 0]: Uint8Array): boolean {
  return (first === 0x80 && second >= 2 && second <= 5) || /\.(?:pkl|pickle|joblib)$/.test(file);
}

async function pickledVersion(file: string, isPacked: boolean): Promise<string | undefined> {
  const bytes = createReadStream(file, { highWaterMark: 1 << 20, end: mostBytes });
  const pieces = isPacked ? bytes.pipe(createUnzip({ chunkSize: 1 << 20 })) : bytes;
  try {
    return await versionIn(pieces);
  } finally {
    bytes.destroy();
    pieces.destroy();
  }
}

async function versionIn(pieces: Readable): Promise<string | undefined> {
  let last = Buffer.alloc(0);
  let seen = 0;
  for await (const piece of pieces) {
    const bytes = Buffer.concat([last, piece]);
    const version = sklearnVersion(bytes);
    seen += piece.length;
    if (version !== undefined || seen > mostBytes) return version;
    last = bytes.subarray(-longestSklearnVersion);
  }
  return undefined;
}
