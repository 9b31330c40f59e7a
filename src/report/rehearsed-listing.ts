import type { Rehearsal } from '../model/rehearsal.ts';

/** One listing of a run, for what is written of all of them. */
export interface RehearsedListing {
  /** The manifest, relative to where the command ran. */
  readonly manifest: string;
  readonly outcome: Rehearsal | NotRehearsed;
}

/** Its manifest has errors, its image could not be built. */
export interface NotRehearsed {
  readonly refused: string;
}
