import { explainListing, saidValues } from '../generate.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { manifestAt } from '../shell/find-manifests.ts';
import { loadManifest } from '../shell/load-manifest.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportProblems } from '../shell/report-problems.ts';
import { explainedValues, printExplained } from './explained-values.ts';

export function runExplain(call: CommandCall): ExitCode {
  const path = manifestAt(call.operands[0] ?? '.', call.cwd);
  const { entry, files } = loadManifest(path, call);
  const { resolved, tree, problems } = explainListing(loadPrepared(), entry, files);
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  if (resolved && tree) {
    const values = explainedValues(entry, saidValues(tree), resolved.reasons);
    const asJson = `${JSON.stringify(values, null, 2)}\n`;
    call.terminal.out(call.flags.has('json') ? asJson : printExplained(values, call.terminal.paintOut));
  }
  return exitCodeFor(problems);
}
