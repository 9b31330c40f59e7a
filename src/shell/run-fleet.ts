import { dirname, resolve } from 'node:path';
import type { Prepared } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import { reportOf } from '../report/report-of.ts';
import { realPathOf } from './policy-files.ts';
import { startProgress } from './progress.ts';
import { type PlacedRun, runAhead } from './run-ahead.ts';
import { type ListingOutcome, listingRun, type RunOptions } from './run-listing.ts';
import { type SettledListings, settledListings } from './seen/settled-listings.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';
import { type PausingRun, runHere } from './tree/pausing-run.ts';

/** Fewer listings are written before another thread has started, and need no notes to be looked at quickly. */
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
  const settled =
    manifests.length < fewestForThread || !options.isBrief ? undefined : settledListings(prepared, options);
  for await (const outcome of outcomesOf(fleetRuns(prepared, manifests, { ...options, settled }))) {
    const report = reportOf(outcome);
    progress.clear();
    seen(outcome, report);
    progress.step(outcome.manifest);
    reports.push(report);
    if (outcome.problems.length === 0) settled?.remember(outcome.settled);
  }
  settled?.end();
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
  { settled, ...options }: RunOptions & { readonly settled: SettledListings | undefined },
): PlacedRun<ListingOutcome>[] {
  const { cwd } = options;
  const first = new Map<string, string>();
  return manifests.map((path) => {
    const folder = dirname(path);
    const before = first.get(folder);
    first.set(folder, before ?? path);
    const run = (function* (): PausingRun<ListingOutcome> {
      if (before) return sharedFolder(path, before, cwd);
      return settled?.has(path) ? unchanged(path, cwd) : yield* listingRun(prepared, path, options);
    })();
    // A folder and a link to it are one place.
    return { place: realPathOf(resolve(cwd, folder)) ?? folder, run };
  });
}

function unchanged(path: string, cwd: string): ListingOutcome {
  const manifest = shownName(resolve(cwd, path), cwd);
  return { manifest, isNew: false, status: 'unchanged', changes: [], problems: [], restored: [] };
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
