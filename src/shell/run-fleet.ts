import { dirname } from 'node:path';
import type { Prepared } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import { reportOf } from '../report/report-of.ts';
import { startProgress } from './progress.ts';
import { type ListingOutcome, type RunOptions, runListing } from './run-listing.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs all listings in one process. Only a small report is kept of each, so that memory does not grow with their number;
 * `seen` gets the whole outcome, as soon as a listing is done.
 */
export function runFleet(
  prepared: Prepared,
  manifests: readonly string[],
  options: RunOptions & { readonly terminal: Terminal },
  seen: (outcome: ListingOutcome, report: ListingReport) => void,
): ListingReport[] {
  const progress = startProgress(options.terminal, manifests.length);
  const first = new Map<string, string>();
  return manifests.map((path) => {
    const before = first.get(dirname(path));
    first.set(dirname(path), before ?? path);
    const outcome = before ? sharedFolder(path, before, options.cwd) : runListing(prepared, path, options);
    const report = reportOf(outcome);
    progress.clear();
    seen(outcome, report);
    progress.step(outcome.manifest);
    return report;
  });
}

/** Two listings in one folder would overwrite each other's files. */
function sharedFolder(path: string, before: string, cwd: string): ListingOutcome {
  const file = shownName(path, cwd);
  const problem = {
    code: 'folder-shared',
    severity: 'error',
    location: { file, line: 1, column: 1, length: 0, source: '' },
    what: `this manifest is in the same folder as ${shownName(before, cwd)}, and a listing has a folder of its own`,
    fix: 'move it into another folder',
  } as const;
  return { manifest: file, isNew: false, status: 'refused', changes: [], problems: [problem], restored: [] };
}
