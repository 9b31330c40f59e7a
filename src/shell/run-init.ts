import { resolve } from 'node:path';
import { commandWord } from '../problem/phrasing.ts';
import { reportAnswers } from './answer-faults.ts';
import { answersFrom } from './answer-options.ts';
import type { CommandCall } from './commands/command.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import { loadPrepared } from './load-prepared.ts';
import { reportProblems } from './report-problems.ts';
import { nameFromFolder, startListing } from './start-listing.ts';

export function runInit(call: CommandCall): ExitCode {
  const folder = resolve(call.cwd, call.operands[0] ?? '.');
  const answers = answersFrom(call.texts, nameFromFolder(folder));
  const { file, problems, isRefused } = startListing(loadPrepared(), answers, folder, {
    cwd: call.cwd,
    dryRun: false,
  });
  if (isRefused) return reportAnswers(call.terminal, problems);
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  const code = exitCodeFor(problems);
  if (code === 0)
    call.terminal.out(
      `${file} is written; look at it, then run  sagemaker-mkt generate${call.operands[0] ? ` ${commandWord(call.operands[0])}` : ''}\n`,
    );
  return code;
}
