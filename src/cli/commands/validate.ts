import { prepare, validateListing } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../../shell/exit-code.ts';
import { findManifests } from '../../shell/find-manifests.ts';
import { loadManifest } from '../../shell/load-manifest.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { noManifests } from '../../shell/report-problems.ts';
import type { Command, CommandCall } from '../command.ts';
import { chosenFormat, formatOptions, sayProblems } from '../problem-formats.ts';

/** Checks manifests and writes nothing. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'Checks manifests against every rule, offline, and writes nothing.',
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
  options: formatOptions,
  examples: [
    'sagemaker-mkt validate',
    "sagemaker-mkt validate 'listings/**'",
    'sagemaker-mkt validate --format sarif listings/*/marketplace.yaml > problems.sarif',
  ],
  run: validate,
};

function validate(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format) return exitCodes.wrongUsage;
  const manifests = findManifests(call.operands.length > 0 ? call.operands : ['.'], call.cwd);
  if (manifests.length === 0) return noManifests(call.terminal, call.operands);
  const prepared = prepare(loadPackageData());
  const problems = new Map<string, LocatedProblem>();
  for (const path of manifests) {
    const { entry, files } = loadManifest(path, call.cwd);
    // A fault in a team file belongs to it, and is shown once however many listings extend it.
    for (const problem of validateListing(prepared, entry, files).problems)
      problems.set(JSON.stringify(problem), problem);
  }
  const found = [...problems.values()];
  sayProblems(call, format, found, manifests.length);
  return exitCodeFor(found);
}
