import { dirname, resolve } from 'node:path';
import { nextSteps } from '../generate.ts';
import { printNextSteps } from '../report/print-next-steps.ts';
import { reportAnswers } from './answer-faults.ts';
import { answersFrom } from './answer-options.ts';
import type { CommandCall } from './commands/command.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import { manifestName } from './find-manifests.ts';
import { loadPrepared } from './load-prepared.ts';
import { reportProblems } from './report-problems.ts';
import { startListing } from './start-listing.ts';

export function runInit({ cwd, operands, texts, terminal }: CommandCall): ExitCode {
  const folder = resolve(cwd, operands[0] ?? '.');
  const { file, problems, listing, isRefused } = startListing(
    loadPrepared(),
    answersFrom(texts, folder),
    folder,
    {
      cwd,
      dryRun: false,
    },
  );
  if (isRefused) return reportAnswers(terminal, problems);
  if (problems.length > 0) reportProblems(terminal, problems, '1 manifest');
  if (listing) {
    const generate = {
      command: 'sagemaker-mkt generate',
      does: `writes the listing; look at ${manifestName} first`,
    };
    const steps = [generate, ...nextSteps(listing)];
    terminal.out(`${file} is written\n${printNextSteps(steps, dirname(file), terminal.paintOut)}`);
  }
  return exitCodeFor(problems);
}
