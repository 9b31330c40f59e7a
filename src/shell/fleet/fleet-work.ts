import { basename, resolve } from 'node:path';
import type { Prepared } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { plainPaint } from '../../problem/print-problems.ts';
import { reportOf } from '../../report/report-of.ts';
import { driftOf } from '../drift-of.ts';
import { type ListingOutcome, runListing } from '../run-listing.ts';
import { settledListings } from '../seen/settled-listings.ts';
import { shownName } from '../shown-name.ts';
import { colourPaint } from '../terminal.ts';
import type { FleetCall, ReportedListing } from './fleet-call.ts';
import { printListing } from './print-listing.ts';

/** Fewer listings need no notes to be looked at quickly. */
const fewestForNotes = 8;

/** What one thread does for a fleet. */
export interface FleetWork {
  /** Runs the listings of one place, one after the other. */
  readonly run: (
    group: readonly number[],
    told: (position: number, listing: ReportedListing) => void,
  ) => void;
  readonly end: () => void;
}

export function fleetWork(prepared: Prepared, manifests: readonly string[], call: FleetCall): FleetWork {
  const settled =
    manifests.length < fewestForNotes || !call.isBrief ? undefined : settledListings(prepared, call);
  const outcomeOf = (path: string): ListingOutcome =>
    settled?.has(path) ? unchanged(path, call.cwd) : runListing(prepared, path, call);
  return {
    run: (group, told) => {
      const first = manifests[group[0] ?? 0] ?? '';
      for (const position of group) {
        const path = manifests[position] ?? '';
        // The same manifest comes again through a link.
        const isSame = basename(path) === basename(first);
        const outcome = isSame ? outcomeOf(path) : sharedFolder(path, first, call.cwd);
        told(position, tell(outcome, call, manifests.length === 1));
        if (outcome.problems.length === 0) settled?.remember(outcome.settled);
      }
    },
    end: () => settled?.end(),
  };
}

function tell(outcome: ListingOutcome, call: FleetCall, isAlone: boolean): ReportedListing {
  const paint = call.isColoured ? colourPaint : plainPaint;
  const report = reportOf(outcome);
  return {
    report: call.command === 'check' ? { ...report, problems: driftOf(outcome, call.cwd) } : report,
    text: call.tellsFiles ? printListing(outcome, call, { paint, isAlone }) : '',
    restored: outcome.restored,
  };
}

function unchanged(path: string, cwd: string): ListingOutcome {
  const manifest = shownName(resolve(cwd, path), cwd);
  return { manifest, isNew: false, status: 'unchanged', changes: [], problems: [], restored: [] };
}

/** Two listings in one folder would overwrite each other's files. */
function sharedFolder(path: string, before: string, cwd: string): ListingOutcome {
  const file = shownName(path, cwd);
  const problem: LocatedProblem = {
    code: 'folder-shared',
    severity: 'error',
    location: { file, line: 1, column: 1, length: 0, source: '' },
    what: `this manifest is in the same folder as ${shownName(before, cwd)}, and a listing has a folder of its own`,
    fix: 'move it into another folder',
  };
  return { manifest: file, isNew: false, status: 'refused', changes: [], problems: [problem], restored: [] };
}
