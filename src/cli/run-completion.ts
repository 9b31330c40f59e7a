import { closestName } from '../problem/closest-name.ts';
import type { CommandCall } from '../shell/commands/command.ts';
import { type ExitCode, exitCodes } from '../shell/exit-code.ts';
import { loadPrepared } from '../shell/load-prepared.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { allCommands } from './commands/all-commands.ts';
import { shells } from './commands/completion.ts';
import { bashCompletion } from './completion/bash-completion.ts';
import { type Completions, completionsOf } from './completion/completions.ts';
import { fishCompletion } from './completion/fish-completion.ts';
import { zshCompletion } from './completion/zsh-completion.ts';

type Shell = (typeof shells)[number];

const scripts: Readonly<Record<Shell, (completions: Completions) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

export function runCompletion({ operands, terminal }: CommandCall): ExitCode {
  const [written] = operands;
  const shell = shells.find((name) => name === written);
  if (shell) {
    terminal.out(scripts[shell](completionsOf(allCommands, loadPrepared().catalogue)));
    return exitCodes.done;
  }
  const near = closestName(written ?? '', shells);
  return reportUsage(terminal, {
    what: written === undefined ? 'a shell is missing' : `there is no completion for \`${written}\``,
    fix: `write  sagemaker-mkt completion ${near ?? shells.join('|')}`,
  });
}
