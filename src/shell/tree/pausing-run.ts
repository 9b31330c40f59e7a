import type { ListingPaths } from './listing-paths.ts';
import type { WriteResult } from './put-in-place.ts';
import { type NewFile, writeFresh } from './write-fresh.ts';

/** A listing to be written where nothing was generated yet. */
export interface NewListing {
  readonly paths: ListingPaths;
  readonly files: readonly NewFile[];
}

/** Gives the result of a write, or throws what made it fail. */
export type EndOfWrite = () => WriteResult;

/** A run that pauses where it has a new listing, so that another thread can write it while the next one is rendered. */
export type PausingRun<T> = Generator<NewListing, T, EndOfWrite>;

/** Runs to the end without another thread. */
export function runHere<T>(run: PausingRun<T>): T {
  let step = run.next();
  while (!step.done) step = run.next(writtenHere(step.value));
  return step.value;
}

export function writtenHere({ paths, files }: NewListing): EndOfWrite {
  return () => writeFresh(paths, files);
}
