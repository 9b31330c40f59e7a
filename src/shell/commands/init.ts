import { resolve } from 'node:path';
import { prepare } from '../../generate.ts';
import { commandWord } from '../../problem/phrasing.ts';
import { answerOptions, answersFrom } from '../answer-options.ts';
import { type ExitCode, exitCodeFor } from '../exit-code.ts';
import { loadPackageData } from '../load-package-data.ts';
import { reportProblems } from '../report-problems.ts';
import { nameFromFolder, startListing } from '../start-listing.ts';
import type { Command, CommandCall } from './command.ts';

/** Writes a first manifest without asking questions. */
export const initCommand: Command = {
  name: 'init',
  summary: 'Writes a commented marketplace.yaml to start from.',
  operands: '[folder]',
  mostOperands: 1,
  options: answerOptions,
  examples: ['sagemaker-mkt init', 'sagemaker-mkt init listings/churn --name churn-scorer --type algorithm'],
  run: init,
};

function init(call: CommandCall): ExitCode {
  const folder = resolve(call.cwd, call.operands[0] ?? '.');
  const answers = answersFrom(call.texts, nameFromFolder(folder));
  const { file, problems } = startListing(prepare(loadPackageData()), answers, folder, {
    cwd: call.cwd,
    dryRun: false,
  });
  if (problems.length > 0) reportProblems(call.terminal, problems, '1 manifest');
  const code = exitCodeFor(problems);
  if (code === 0)
    call.terminal.out(
      `${file} is written; look at it, then run  sagemaker-mkt generate${call.operands[0] ? ` ${commandWord(call.operands[0])}` : ''}\n`,
    );
  return code;
}
