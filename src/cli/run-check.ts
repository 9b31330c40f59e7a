import { plainPaint } from '../problem/print-problems.ts';
import { chosenManifests, placeOf } from '../shell/chosen-manifests.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodeFor } from '../shell/exit-code.ts';
import { runFleet } from '../shell/fleet/run-fleet.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { chosenFormat, problemPrinter } from './problem-formats.ts';

export async function runCheck(call: CommandCall): Promise<ExitCode> {
  const { terminal } = call;
  const format = chosenFormat(call);
  if (!format.ok) return reportUsage(terminal, format.reason);
  const manifests = chosenManifests(call);
  if (!manifests.ok) return reportUsage(terminal, manifests.reason);
  const printer = problemPrinter(call, format.value);
  const tellsFiles = terminal.detail === 'verbose';
  const run = {
    ...placeOf(call),
    command: 'check',
    dryRun: true,
    isBrief: !tellsFiles,
    tellsFiles,
    detail: terminal.detail,
    isColoured: terminal.paintErr !== plainPaint,
  } as const;
  await runFleet(loadPrepared(), manifests.value, run, terminal, ({ report, text }) => {
    if (text !== '') terminal.err(text);
    printer.add(report.problems);
  });
  return exitCodeFor(printer.end(manifests.value.length));
}
