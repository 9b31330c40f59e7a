import type { Rehearsal } from '../model/rehearsal.ts';
import type { Result } from '../model/result.ts';

/** One listing of a run, for what is written of all of them. */
export interface RehearsedListing {
  /** The manifest, relative to where the command ran. */
  readonly manifest: string;
  /** Fails where the manifest has errors, or the image cannot be built. */
  readonly outcome: Result<Rehearsal>;
}
