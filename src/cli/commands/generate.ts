import { prepare } from '../../generate.ts';
import { countInWords, listInWords } from '../../problem/words.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { findManifests } from '../../shell/find-manifests.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { printChanges } from '../../shell/print-changes.ts';
import { noManifests, reportProblems } from '../../shell/report-problems.ts';
import { type ListingOutcome, runListing } from '../../shell/run-listing.ts';
import type { Command, CommandCall } from '../command.ts';

/** Renders listings. A listing with a problem is left as it was; the others are written all the same. */
export const generateCommand: Command = {
  name: 'generate',
  summary: 'Renders the listing of each manifest beside it.',
  operands: '[manifests, folders or globs]',
  mostOperands: Number.POSITIVE_INFINITY,
  options: { 'dry-run': { kind: 'flag', help: 'show what would be done, and write nothing' } },
  examples: [
    'sagemaker-mkt generate',
    'sagemaker-mkt generate --dry-run',
    "sagemaker-mkt generate 'listings/**'",
  ],
  run: generate,
};

function generate(call: CommandCall): ExitCode {
  const manifests = findManifests(call.operands.length > 0 ? call.operands : ['.'], call.cwd);
  if (manifests.length === 0) return noManifests(call.terminal, call.operands);
  const prepared = prepare(loadPackageData());
  const options = { cwd: call.cwd, dryRun: call.flags.has('dry-run') };
  const outcomes = manifests.map((path) => runListing(prepared, path, options));
  for (const outcome of outcomes) call.terminal.out(printChanges(outcome, call.terminal.paintOut));
  const problems = outcomes.flatMap((outcome) => outcome.problems);
  if (problems.length > 0)
    reportProblems(call.terminal, problems, countInWords(manifests.length, 'manifest'));
  if (outcomes.length > 1) call.terminal.out(`${sumOf(outcomes)}\n`);
  return exitCodeFor(problems);
}

function sumOf(outcomes: readonly ListingOutcome[]): string {
  const states = (['written', 'planned', 'unchanged', 'refused'] as const)
    .map((status) => [outcomes.filter((outcome) => outcome.status === status).length, status] as const)
    .filter(([count]) => count > 0)
    .map(([count, status]) => `${count} ${status}`);
  return `${countInWords(outcomes.length, 'listing')}: ${listInWords(states, 'and')}`;
}
