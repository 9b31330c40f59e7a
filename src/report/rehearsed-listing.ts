import type { Rehearsal } from '../model/rehearsal.ts';
import type { Result } from '../model/result.ts';

/** One listing of a run, for the reports about all listings. */
export interface RehearsedListing {
  /** The manifest, relative to the folder where the command ran. */
  readonly manifest: string;
  /** For example, its manifest has errors, or its image could not be built. */
  readonly outcome: Result<Rehearsal>;
}
