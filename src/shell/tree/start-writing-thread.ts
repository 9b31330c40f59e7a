import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { listingPacker } from './packed-listing.ts';
import { type EndOfWrite, type NewListing, writtenHere } from './pausing-run.ts';
import type { WriteAnswer } from './writing-thread.ts';

/** Writes new listings while this thread renders others. */
export interface WritingThread {
  readonly write: (listing: NewListing) => Promise<EndOfWrite>;
  readonly end: () => Promise<unknown>;
}

interface Waiting {
  readonly listing: NewListing;
  readonly hasEnded: (end: EndOfWrite) => void;
}

/** The thread starts with the first listing. Where it cannot start, or dies, this thread writes what is left. */
export function startWritingThread(): WritingThread {
  const waiting: Waiting[] = [];
  const pack = listingPacker();
  let thread: Worker | undefined;
  let isLost = false;
  const lose = () => {
    isLost = true;
    for (const { listing, hasEnded } of waiting.splice(0)) hasEnded(writtenHere(listing));
  };
  const handOver = (listing: NewListing) => {
    thread ??= newThread((answer) => waiting.shift()?.hasEnded(() => resultOf(answer)), lose);
    const packed = pack(listing);
    thread.postMessage(packed, [packed.bytes.buffer]);
  };
  return {
    write: (listing) =>
      new Promise((hasEnded) => {
        waiting.push({ listing, hasEnded });
        try {
          if (!isLost) handOver(listing);
        } catch {
          isLost = true;
        }
        if (isLost) lose();
      }),
    end: async () => thread?.terminate(),
  };
}

function newThread(answered: (answer: WriteAnswer) => void, lose: () => void): Worker {
  // `.ts` here, `.js` when built.
  const file = `./writing-thread${extname(import.meta.url)}`;
  const thread = new Worker(new URL(file, import.meta.url));
  return thread.on('message', answered).on('error', lose).on('exit', lose);
}

function resultOf(answer: WriteAnswer) {
  if ('result' in answer) return answer.result;
  throw Object.assign(new Error(), answer.failed);
}
