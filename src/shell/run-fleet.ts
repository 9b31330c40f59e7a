import { dirname, resolve } from 'node:path';
import type { Prepared } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import { reportOf } from '../report/report-of.ts';
import { realPathOf } from './policy-files.ts';
import { startProgress } from './progress.ts';
import { type PlacedRun, runAhead } from './run-ahead.ts';
import { type ListingOutcome, listingRun, type RunOptions } from './run-listing.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';
import { type PausingRun, runHere } from './tree/pausing-run.ts';

/** Fewer listings are written before another thread has started. */
const fewestForThread = 8;

/**
 * Runs all listings in one process. Only a small report is kept of each, so that memory does not grow with their number;
 * `seen` gets the whole outcome, as soon as a listing is done.
 */
export async function runFleet(
  prepared: Prepared,
  manifests: readonly string[],
  options: RunOptions & { readonly terminal: Terminal },
  seen: (outcome: ListingOutcome, report: ListingReport) => void,
): Promise<ListingReport[]> {
  const progress = startProgress(options.terminal, manifests.length);
  const reports: ListingReport[] = [];
  for await (const outcome of outcomesOf(fleetRuns(prepared, manifests, options))) {
    const report = reportOf(outcome);
    progress.clear();
    seen(outcome, report);
    progress.step(outcome.manifest);
    reports.push(report);
  }
  return reports;
}

async function* outcomesOf(runs: readonly PlacedRun<ListingOutcome>[]): AsyncGenerator<ListingOutcome> {
  if (runs.length < fewestForThread) {
    for (const { run } of runs) yield runHere(run);
    return;
  }
  const { startWritingThread } = await import('./tree/start-writing-thread.ts');
  const thread = startWritingThread();
  try {
    yield* runAhead(runs, thread);
  } finally {
    await thread.end();
  }
}

/** None of them has begun. */
function fleetRuns(
  prepared: Prepared,
  manifests: readonly string[],
  options: RunOptions,
): PlacedRun<ListingOutcome>[] {
  const { cwd } = options;
  const first = new Map<string, string>();
  return manifests.map((path) => {
    const folder = dirname(path);
    const before = first.get(folder);
    first.set(folder, before ?? path);
    const run = (function* (): PausingRun<ListingOutcome> {
      return before ? sharedFolder(path, before, cwd) : yield* listingRun(prepared, path, options);
    })();
    // A folder and a link to it are one place.
    return { place: realPathOf(resolve(cwd, folder)) ?? folder, run };
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
