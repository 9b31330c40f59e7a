import { parentPort } from 'node:worker_threads';
import { listingUnpacker, type PackedListing } from './packed-listing.ts';
import type { WriteResult } from './put-in-place.ts';
import { writeFresh } from './write-fresh.ts';

/** What this thread answers for each listing, in their order. */
export type WriteAnswer = { readonly result: WriteResult } | { readonly failed: object };

const unpack = listingUnpacker();

// Loaded in a thread of its own by `start-writing-thread.ts`.
parentPort?.on('message', (listing: PackedListing) => parentPort?.postMessage(write(listing)));

function write(packed: PackedListing): WriteAnswer {
  const { paths, files } = unpack(packed);
  try {
    return { result: writeFresh(paths, files) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    // An error that is sent as it is arrives without its code and system call.
    return { failed: { ...error, message: error.message, stack: error.stack } };
  }
}
