import { prepare, validateListing } from '../../generate.ts';
import type { LocatedProblem } from '../../model/problem.ts';
import { closestName } from '../../problem/closest-name.ts';
import { problemsAsGithub } from '../../problem/problems-as-github.ts';
import { problemsAsJson } from '../../problem/problems-as-json.ts';
import { problemsAsSarif } from '../../problem/problems-as-sarif.ts';
import { countInWords } from '../../problem/words.ts';
import { type ExitCode, exitCodeFor, exitCodes } from '../../shell/exit-code.ts';
import { findManifests } from '../../shell/find-manifests.ts';
import { loadManifest } from '../../shell/load-manifest.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { noManifests, reportProblems } from '../../shell/report-problems.ts';
import type { Command, CommandCall } from '../command.ts';

/** Checks manifests and writes nothing. */
export const validateCommand: Command = {
  name: 'validate',
  summary: 'Checks manifests against every rule, offline, and writes nothing.',
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
  options: {
    json: { kind: 'flag', help: 'print the problems as JSON' },
    format: {
      kind: 'text',
      placeholder: '<text|json|github|sarif>',
      help: 'how the problems are printed [text]',
    },
  },
  examples: [
    'sagemaker-mkt validate',
    "sagemaker-mkt validate 'listings/**'",
    'sagemaker-mkt validate --format sarif listings/*/marketplace.yaml > problems.sarif',
  ],
  run: validate,
};

const formats = { json: problemsAsJson, github: problemsAsGithub, sarif: problemsAsSarif } as const;

function validate(call: CommandCall): ExitCode {
  const format = call.flags.has('json') ? 'json' : (call.texts.get('format') ?? 'text');
  if (format !== 'text' && !isFormat(format)) return unknownFormat(call, format);
  const manifests = findManifests(call.operands.length > 0 ? call.operands : ['.'], call.cwd);
  if (manifests.length === 0) return noManifests(call.terminal, call.operands);
  const data = loadPackageData();
  const prepared = prepare(data);
  const problems = new Map<string, LocatedProblem>();
  for (const path of manifests) {
    const { entry, files } = loadManifest(path, call.cwd);
    // A fault in a team file belongs to it, and is shown once however many listings extend it.
    for (const problem of validateListing(prepared, entry, files).problems)
      problems.set(JSON.stringify(problem), problem);
  }
  const found = [...problems.values()];
  if (format === 'text') reportProblems(call.terminal, found, countInWords(manifests.length, 'manifest'));
  else call.terminal.out(formats[format](found, data.version));
  return exitCodeFor(found);
}

function isFormat(format: string): format is keyof typeof formats {
  return Object.hasOwn(formats, format);
}

function unknownFormat({ terminal }: CommandCall, format: string): ExitCode {
  const known = ['text', ...Object.keys(formats)];
  const near = closestName(format, known);
  terminal.err(
    `error: there is no format \`${format}\`\n  fix: ${near ? `write --format ${near}` : `use one of ${known.join(', ')}`}\n`,
  );
  return exitCodes.wrongUsage;
}
