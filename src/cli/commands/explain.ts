import { explainListing, prepare, saidValues } from '../../generate.ts';
import type { Command, CommandCall } from '../../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../../shell/exit-code.ts';
import { manifestAt } from '../../shell/find-manifests.ts';
import { loadManifest } from '../../shell/load-manifest.ts';
import { loadPackageData } from '../../shell/load-package-data.ts';
import { reportProblems } from '../../shell/report-problems.ts';
import { explainedValues, printExplained } from '../explained-values.ts';

/** Shows where each value comes from: a line of a file, or the reason for a default. */
export const explainCommand: Command = {
  name: 'explain',
  summary: 'Prints every value of a listing, and the line that says it or the reason for it.',
  operands: '[manifest or folder]',
  mostOperands: 1,
  options: { json: { kind: 'flag', help: 'print the values as JSON' } },
  examples: ['sagemaker-mkt explain', 'sagemaker-mkt explain listings/churn --json'],
  run: explain,
};

function explain(call: CommandCall): ExitCode {
  const path = manifestAt(call.operands[0] ?? '.', call.cwd);
  const { entry, files } = loadManifest(path, call.cwd);
  const { resolved, tree, problems } = explainListing(prepare(loadPackageData()), entry, files);
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  if (resolved && tree) {
    const values = explainedValues(entry, saidValues(tree), resolved.reasons);
    const asJson = `${JSON.stringify(values, null, 2)}\n`;
    call.terminal.out(call.flags.has('json') ? asJson : printExplained(values, call.terminal.paintOut));
  }
  return exitCodeFor(problems);
}
