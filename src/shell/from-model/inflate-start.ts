import { constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import type { Packing } from '../../model/model-files/pieces.ts';
import { errorCode } from '../error-code.ts';

const unpackers = { zlib: inflateSync, gzip: gunzipSync, deflate: inflateRawSync } as const;

/**
 * What the first packed bytes hold. Where they hold more than `most`, fewer of them are unpacked, so that no bomb takes
 * more memory.
 */
export function inflateStart(packing: Packing, packed: Uint8Array, most: number): Uint8Array {
  const limits = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: most };
  for (let taken = packed; taken.length > 0; taken = taken.subarray(0, taken.length >> 1)) {
    try {
      return unpackers[packing](taken, limits);
    } catch (error) {
      if (errorCode(error) !== 'ERR_BUFFER_TOO_LARGE') break;
    }
  }
  return new Uint8Array();
}
