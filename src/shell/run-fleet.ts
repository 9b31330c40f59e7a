import type { Prepared } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import { reportOf } from '../report/report-of.ts';
import { startProgress } from './progress.ts';
import { type ListingOutcome, type RunOptions, runListing } from './run-listing.ts';
import type { Terminal } from './terminal.ts';

/**
 * Every listing in the order of its manifest's name, in one process. What is kept of each is small, so that thousands
 * take no more memory than a few; `seen` gets the whole outcome while it is there.
 */
export function runFleet(
  prepared: Prepared,
  manifests: readonly string[],
  options: RunOptions & { readonly terminal: Terminal },
  seen: (outcome: ListingOutcome) => void,
): ListingReport[] {
  const progress = startProgress(options.terminal, manifests.length);
  return manifests.map((path) => {
    const outcome = runListing(prepared, path, options);
    progress.step(outcome.manifest);
    seen(outcome);
    return reportOf(outcome);
  });
}
