import { closestName } from '../problem/closest-name.ts';
import { ciCommand } from '../shell/commands/ci.ts';
import type { Command, CommandCall } from '../shell/commands/command.ts';
import { generateCommand } from '../shell/commands/generate.ts';
import { initCommand } from '../shell/commands/init.ts';
import { parseCommandLine } from '../shell/commands/parse-command-line.ts';
import { registerCommand } from '../shell/commands/register.ts';
import { rehearseCommand } from '../shell/commands/rehearse.ts';
import { uploadCommand } from '../shell/commands/upload.ts';
import { type ExitCode, exitCodes } from '../shell/exit-code.ts';
import { packageVersion } from '../shell/load-package-data.ts';
import { reportFailure } from '../shell/report-failure.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { processTerminal, type Terminal } from '../shell/terminal.ts';
import { checkCommand } from './commands/check.ts';
import { explainCommand } from './commands/explain.ts';
import { matrixCommand } from './commands/matrix.ts';
import { upgradeCommand } from './commands/upgrade.ts';
import { validateCommand } from './commands/validate.ts';
import { commandHelp, overviewHelp } from './help.ts';

/** In the order of a listing's life. */
export const commands: readonly Command[] = [
  initCommand,
  validateCommand,
  upgradeCommand,
  explainCommand,
  generateCommand,
  checkCommand,
  rehearseCommand,
  uploadCommand,
  registerCommand,
  matrixCommand,
  ciCommand,
];

/** Where the command runs and prints. */
type CallPlace = Pick<CommandCall, 'cwd' | 'terminal'>;

/** Runs a command line, and turns its result or an exception into an exit code. */
export async function runCommandLine(
  words: readonly string[],
  { cwd, terminal }: CallPlace = { cwd: process.cwd(), terminal: processTerminal() },
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === '--version') return say(terminal, `${packageVersion()}\n`);
  if (name === '--help' || name === '-h' || name === 'help') return say(terminal, helpFor(rest[0]));
  if (name === undefined) return wrongUsage(terminal, 'a command is missing');
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return wrongUsage(terminal, unknownCommand(name));
  if (rest.includes('--help') || rest.includes('-h')) return say(terminal, commandHelp(command));
  const parsed = parseCommandLine(command, rest);
  if (!parsed.ok) return wrongUsage(terminal, parsed.reason, command);
  try {
    return await command.run({ ...parsed.value, cwd, terminal });
  } catch (error) {
    return reportFailure(terminal, error);
  }
}

function say(terminal: Terminal, text: string): ExitCode {
  terminal.out(text);
  return exitCodes.done;
}

function helpFor(name: string | undefined): string {
  const command = commands.find((candidate) => candidate.name === name);
  return command ? commandHelp(command) : overviewHelp(commands);
}

function unknownCommand(name: string): string {
  const near = closestName(
    name,
    commands.map((command) => command.name),
  );
  const kind = name.startsWith('-') ? 'option' : 'command';
  return `there is no ${kind} \`${name}\`${near ? `; did you mean \`${near}\`?` : ''}`;
}

function wrongUsage(terminal: Terminal, fault: string, command?: Command): ExitCode {
  const help = `sagemaker-mkt ${command ? `${command.name} ` : ''}--help`;
  return reportUsage(terminal, { what: fault, fix: `see  ${help}` });
}
