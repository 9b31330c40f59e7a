import { prepare } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { driftProblems } from '../../report/drift-problems.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../../shell/exit-code.ts';
import { findManifests } from '../../shell/find-manifests.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { noManifests } from '../../shell/report-problems.ts';
import { runFleet } from '../../shell/run-fleet.ts';
import type { Command, CommandCall } from '../command.ts';
import { chosenFormat, formatOptions, sayProblems } from '../problem-formats.ts';

/** For CI: says whether every listing is what its manifest makes of it. Writes nothing. */
export const checkCommand: Command = {
  name: 'check',
  summary: 'Exits with 3 where a listing is not what its manifest makes of it, and writes nothing.',
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
  options: formatOptions,
  examples: ['sagemaker-mkt check', "sagemaker-mkt check 'listings/**' --format github"],
  run: check,
};

function check(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format) return exitCodes.wrongUsage;
  const manifests = findManifests(call.operands.length > 0 ? call.operands : ['.'], call.cwd);
  if (manifests.length === 0) return noManifests(call.terminal, call.operands);
  const { cwd, terminal } = call;
  const problems = new Map<string, LocatedProblem>();
  runFleet(prepare(loadPackageData()), manifests, { cwd, dryRun: true, terminal }, (outcome) => {
    for (const problem of [...outcome.problems.map(asDrift), ...driftProblems(outcome)])
      problems.set(JSON.stringify(problem), problem);
  });
  const found = [...problems.values()];
  sayProblems(call, format, found, manifests.length);
  return exitCodeFor(found);
}

/** A run mends a damaged record by the way; to a check it is a difference like any other. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
