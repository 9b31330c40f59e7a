import type { LocatedProblem } from '../model/problem.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { driftProblems } from '../report/drift-problems.ts';
import { chosenManifests } from '../shell/chosen-manifests.ts';
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
  const { cwd, terminal } = call;
  const problems: LocatedProblem[] = [];
  runFleet(loadPrepared(), manifests.value, { cwd, dryRun: true, terminal }, (outcome) => {
    // What stands in the way of files that were never generated is told when they are.
    const told = outcome.problems.filter(({ severity }) => !outcome.isNew || severity !== 'conflict');
    problems.push(...told.map(asDrift), ...driftProblems(outcome));
  });
  const found = distinctProblems(problems);
  sayProblems(call, format.value, found, manifests.value.length);
  return exitCodeFor(found);
}

/** A run repairs a damaged lock; a check reports it as drift. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
