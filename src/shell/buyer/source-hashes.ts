import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { sampleFor } from '../../generate.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { readMaterial } from '../rehearse/read-material.ts';
import { fingerprint } from '../tree/fingerprint.ts';
import { type FoundFile, filesIn } from './files-in.ts';

/** Where `npm run train` and a rehearsal find the data of a training. */
export const trainingData = 'local/input/data';

/** What the answers for buyers follow from, by path. What is not on this machine is left out. */
export function sourceHashes(listing: ResolvedListing, folder: string): Readonly<Record<string, string>> {
  const samples = samplePaths(listing).flatMap((path) => {
    const body = readMaterial(folder, path);
    return body ? [[path, fingerprint(body)] as const] : [];
  });
  const source = sourceFolder(listing);
  const files = source === undefined ? [] : filesIn(join(folder, source));
  return {
    ...Object.fromEntries(samples),
    ...(source !== undefined && files.length > 0 && { [source]: hashOfFiles(join(folder, source), files) }),
  };
}

export function samplePaths({ input }: ResolvedListing): readonly string[] {
  return input.map((type) => sampleFor(type).path);
}

/** The folder of the training data, or of the model. */
export function sourceFolder({ artifacts, training }: ResolvedListing): string | undefined {
  if (training) return trainingData;
  return 'path' in artifacts ? artifacts.path : undefined;
}

function hashOfFiles(root: string, files: readonly FoundFile[]): string {
  const sum = createHash('sha256');
  for (const { path, bytes } of files) {
    sum.update(`${path} ${bytes}\n`);
    for (const piece of piecesOf(join(root, path), bytes)) sum.update(piece);
  }
  return sum.digest('hex');
}

const pieceBytes = 2 ** 20;
const mostWhole = 16 * pieceBytes;

/** Of a large file its size, start, middle and end: a model that is trained again has other weights everywhere. */
function* piecesOf(path: string, bytes: number): Generator<Uint8Array> {
  const whole = Array.from({ length: Math.ceil(bytes / pieceBytes) }, (_, index) => index * pieceBytes);
  const places = bytes <= mostWhole ? whole : [0, Math.floor(bytes / 2), bytes - pieceBytes];
  const handle = openSync(path, 'r');
  try {
    for (const place of places) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, bytes - place));
      yield piece.subarray(0, readSync(handle, piece, 0, piece.length, place));
    }
  } finally {
    closeSync(handle);
  }
}
