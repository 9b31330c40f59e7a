import { dirname, resolve } from 'node:path';
import type { LocatedProblem } from '../model/problem.ts';
import { driftProblems } from '../report/drift-problems.ts';
import { printEachFile } from '../report/print-changes.ts';
import { buyerDataProblems } from '../shell/buyer/buyer-data-problems.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { runFleet } from '../shell/run-fleet.ts';
import type { ListingOutcome } from '../shell/run-listing.ts';
import { chosenFormat, problemPrinter } from './problem-formats.ts';

export async function runCheck(call: CommandCall): Promise<ExitCode> {
  const { terminal } = call;
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(terminal, manifests.reason);
  const printer = problemPrinter(call, format.value);
  const isBrief = terminal.detail !== 'verbose';
  const run = { ...placeOf(call), dryRun: true, isBrief, terminal };
  await runFleet(loadPrepared(), manifests.value, run, (outcome) => {
    if (terminal.detail === 'verbose') terminal.err(printEachFile(outcome, terminal.paintErr));
    // What stands in the way of files that were never generated is reported when they are.
    const told = outcome.problems.filter(({ severity }) => !outcome.isNew || severity !== 'conflict');
    printer.add([...told.map(asDrift), ...driftProblems(outcome), ...dataProblems(outcome, call.cwd)]);
  });
  return exitCodeFor(printer.end(manifests.value.length));
}

/** A listing that looks settled comes without its values: `src/shell/seen/` has judged there what is judged here. */
function dataProblems({ listing, manifest, isNew }: ListingOutcome, cwd: string): readonly LocatedProblem[] {
  if (!listing || isNew) return [];
  return buyerDataProblems(listing, { manifest, folder: dirname(resolve(cwd, manifest)), cwd });
}

/** A run repairs a damaged lock; a check reports it as drift. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
