import { prepare, validateListing } from '../../generate.ts';
import { distinctProblems } from '../../problem/distinct-problems.ts';
import type { Command, CommandCall } from '../../shell/commands/command.ts';
import { chosenManifests, manyManifests, sinceOption } from '../../shell/commands/many-manifests.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { loadManifest } from '../../shell/load-manifest.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { reportUsage } from '../../shell/report-usage.ts';
import { chosenFormat, formatOptions, sayProblems } from '../problem-formats.ts';

/** Checks manifests and writes nothing. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'Checks manifests against every rule, offline, and writes nothing.',
  ...manyManifests,
  options: { ...formatOptions, ...sinceOption },
  examples: [
    'sagemaker-mkt validate',
    "sagemaker-mkt validate 'listings/**'",
    'sagemaker-mkt validate --format sarif listings/*/marketplace.yaml > problems.sarif',
  ],
  run: validate,
};

function validate(call: CommandCall): ExitCode {
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(call.terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(call.terminal, manifests.reason);
  const prepared = prepare(loadPackageData());
  const problems = manifests.value.flatMap((path) => {
    const { entry, files } = loadManifest(path, call.cwd);
    return validateListing(prepared, entry, files).problems;
  });
  const found = distinctProblems(problems);
  sayProblems(call, format.value, found, manifests.value.length);
  return exitCodeFor(found);
}
