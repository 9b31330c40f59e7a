import { join } from 'node:path';
import { readRegularFile } from '../read-regular-file.ts';
import { Refusal } from '../refusal.ts';

/** Far above every body that SageMaker takes. */
const largestMaterial = 256_000_000;

/** A file of the seller that a rehearsal uses; undefined where there is none. */
export function readMaterial(folder: string, path: string): Uint8Array | undefined {
  const read = readRegularFile(join(folder, path), { largest: largestMaterial, followsLinks: true });
  if (read === undefined) return undefined;
  if (!read.ok) throw new Refusal(`${path} is not a regular file, or cannot be read`, 'put a file there');
  if (read.value.isLarge) throw new Refusal(`${path} has more than 256 MB`, 'put a smaller file there');
  return new Uint8Array(read.value.content);
}
