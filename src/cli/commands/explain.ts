import { explainListing, prepare } from '../../generate.ts';
import type { Reason } from '../../model/resolved-listing.ts';
import { pathInWords } from '../../problem/words.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { findManifests } from '../../shell/find-manifests.ts';
import { loadManifest } from '../../shell/load-manifest.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { noManifests, reportProblems } from '../../shell/report-problems.ts';
import type { Command, CommandCall } from '../command.ts';

/** Answers "where does this come from" for every value that the manifest does not say. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Prints every value that a manifest leaves open, what it becomes, and why.',
  operands: '[manifest or folder]',
  mostOperands: 1,
  options: { json: { kind: 'flag', help: 'print the values as JSON' } },
  examples: ['sagemaker-mkt explain', 'sagemaker-mkt explain listings/churn --json'],
  run: explain,
};

function explain(call: CommandCall): ExitCode {
  const [path] = findManifests(call.operands.length > 0 ? call.operands : ['.'], call.cwd);
  if (path === undefined) return noManifests(call.terminal, call.operands);
  const { entry, files } = loadManifest(path, call.cwd);
  const { resolved, problems } = explainListing(prepare(loadPackageData()), entry, files);
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  if (resolved)
    call.terminal.out(call.flags.has('json') ? asJson(resolved.reasons) : asTable(resolved.reasons));
  return exitCodeFor(problems);
}

function asTable(reasons: readonly Reason[]): string {
  const rows = reasons.map(
    ({ path, value, because }) => [pathInWords(path).replaceAll('`', ''), value, because] as const,
  );
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      ([path, value, because]) =>
        `${path.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${because}\n`,
    )
    .join('');
}

function asJson(reasons: readonly Reason[]): string {
  return `${JSON.stringify(reasons, null, 2)}\n`;
}
