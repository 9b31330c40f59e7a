import type { LocatedProblem } from '../model/problem.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { driftProblems } from '../report/drift-problems.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { runFleet } from '../shell/run-fleet.ts';
import { chosenFormat, sayProblems } from './problem-formats.ts';

export function runCheck(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(call.terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const problems: LocatedProblem[] = [];
  runFleet(
    loadPrepared(),
    manifests.value,
    { ...placeOf(call), dryRun: true, terminal: call.terminal },
    (outcome) => {
      problems.push(...outcome.problems.map(asDrift), ...driftProblems(outcome));
    },
  );
  const found = distinctProblems(problems);
  sayProblems(call, format.value, found, manifests.value.length);
  return exitCodeFor(found);
}

/** A run repairs a damaged lock; a check reports it as drift. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
