import { prepare } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { distinctProblems } from '../../problem/distinct-problems.ts';
import { driftProblems } from '../../report/drift-problems.ts';
import type { Command, CommandCall } from '../../shell/commands/command.ts';
import { chosenManifests, manyManifests, sinceOption } from '../../shell/commands/many-manifests.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { reportUsage } from '../../shell/report-usage.ts';
import { runFleet } from '../../shell/run-fleet.ts';
import { chosenFormat, formatOptions, sayProblems } from '../problem-formats.ts';

/** For CI: reports listings that differ from their manifests. Writes nothing. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'Exits with 3 where a listing is not what its manifest makes of it, and writes nothing.',
  ...manyManifests,
  options: { ...formatOptions, ...sinceOption },
  examples: ['sagemaker-mkt check', "sagemaker-mkt check 'listings/**' --format github"],
  run: check,
};

function check(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(call.terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const { cwd, terminal } = call;
  const problems: LocatedProblem[] = [];
  runFleet(prepare(loadPackageData()), manifests.value, { cwd, dryRun: true, terminal }, (outcome) => {
    problems.push(...outcome.problems.map(asDrift), ...driftProblems(outcome));
  });
  const found = distinctProblems(problems);
  sayProblems(call, format.value, found, manifests.value.length);
  return exitCodeFor(found);
}

/** A run repairs a damaged lock; a check reports it as drift. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
