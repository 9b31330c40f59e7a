import { readSync } from 'node:fs';
import { type LoadedFile, largestManifestBytes } from '../generate.ts';
import { errorCode } from './error-code.ts';
import { waitBriefly } from './wait-briefly.ts';

/** Standard input as problems show it. */
export const standardInputName = '<stdin>';

/** Reads to the end, or until there is more than a manifest can have. */
export function readStandardInput(): LoadedFile {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= largestManifestBytes) {
    const chunk = readChunk();
    if (chunk.length === 0) return { kind: 'bytes', bytes: Buffer.concat(chunks) };
    chunks.push(chunk);
    size += chunk.length;
  }
  return { kind: 'too-large', megabytes: Math.ceil(size / 1_048_576) };
}

/** Empty at the end. Another program may have made the stream non-blocking; then a read without data fails. */
function readChunk(): Uint8Array {
  const buffer = new Uint8Array(65_536);
  for (;;) {
    try {
      return buffer.subarray(0, readSync(0, buffer));
    } catch (error) {
      const code = errorCode(error);
      // On Windows, the end of a pipe is an error.
      if (code === 'EOF') return new Uint8Array();
      if (code !== 'EAGAIN') throw error;
      waitBriefly();
    }
  }
}
