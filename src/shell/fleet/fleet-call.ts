import type { ListingReport } from '../../model/listing-report.ts';
import type { RunOptions } from '../run-listing.ts';
import type { Terminal } from '../terminal.ts';

/** What a command does with each of its listings. Plain data, because another thread may do it. */
export interface FleetCall extends RunOptions {
  readonly command: 'generate' | 'check';
  /** Whether nobody asks for more of a listing without problems than whether it is unchanged. */
  readonly isBrief: boolean;
  /** Whether the files of each listing are printed. */
  readonly tellsFiles: boolean;
  readonly detail: Terminal['detail'];
  readonly isColoured: boolean;
}

/** What is reported of one listing. Only that is kept, so that memory does not grow with the files of a fleet. */
export interface ReportedListing {
  readonly report: ListingReport;
  /** Its files, as they are printed; empty where they are not. */
  readonly text: string;
  /** The paths to restore that this listing has, as they were written. */
  readonly restored: readonly string[];
}
