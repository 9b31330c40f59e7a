import { closestName } from '../problem/closest-name.ts';
import type { Command, CommandCall } from '../shell/commands/command.ts';
import { parseCommandLine } from '../shell/commands/parse-command-line.ts';
import { type ExitCode, exitCodes } from '../shell/exit-code.ts';
import { packageReadme, packageVersion } from '../shell/package-files.ts';
import { reportFailure } from '../shell/report-failure.ts';
import { reportUsage } from '../shell/report-usage.ts';
import { processTerminal, type Terminal, withDetail } from '../shell/terminal.ts';
import { allCommands, topOptions } from './commands/all-commands.ts';
import { commandHelp, overviewHelp } from './help.ts';

/** Where the command runs and prints. */
type CallPlace = Pick<CommandCall, 'cwd' | 'terminal'>;

/** Runs a command line, and turns its result or an exception into an exit code. */
export async function runCommandLine(
  words: readonly string[],
  { cwd, terminal }: CallPlace = { cwd: process.cwd(), terminal: processTerminal() },
): Promise<ExitCode> {
  const [name, ...rest] = words;
  if (name === undefined) return wrongUsage(terminal, 'a command is missing');
  if (isSaid('version', [name])) return sayVersion(terminal);
  if (isSaid('help', [name]) || name === 'help') return help(terminal, rest[0]);
  const command = commandNamed(name);
  if (!command) return wrongUsage(terminal, unknownCommand(name));
  if (isSaid('help', rest)) return help(terminal, name);
  if (isSaid('version', rest)) return sayVersion(terminal);
  const parsed = parseCommandLine(command, rest);
  if (!parsed.ok) return wrongUsage(terminal, parsed.reason, command);
  try {
    return await command.run({ ...parsed.value, cwd, terminal: withDetail(terminal, parsed.value.flags) });
  } catch (error) {
    return reportFailure(terminal, error);
  }
}

/** Words behind `--` are operands. */
function isSaid(option: keyof typeof topOptions, words: readonly string[]): boolean {
  const end = words.indexOf('--');
  const before = end < 0 ? words : words.slice(0, end);
  return before.includes(`--${option}`) || before.includes(`-${topOptions[option].short}`);
}

function sayVersion(terminal: Terminal): ExitCode {
  return say(terminal, `${packageVersion()}\n`);
}

function help(terminal: Terminal, name: string | undefined): ExitCode {
  const readme = packageReadme();
  if (name === undefined || isSaid('help', [name])) return say(terminal, overviewHelp(allCommands, readme));
  const command = commandNamed(name);
  return command ? say(terminal, commandHelp(command, readme)) : wrongUsage(terminal, unknownCommand(name));
}

function commandNamed(name: string): Command | undefined {
  return allCommands.find((command) => command.name === name);
}

function say(terminal: Terminal, text: string): ExitCode {
  terminal.out(text);
  return exitCodes.done;
}

function unknownCommand(name: string): string {
  const isOption = name.startsWith('-');
  // Of letters only one in the wrong case is near: any two others are as far from each other.
  const options = Object.entries(topOptions).flatMap(([option, { short }]) =>
    `-${short}`.toLowerCase() === name.toLowerCase() ? `-${short}` : `--${option}`,
  );
  const near = closestName(name, isOption ? options : allCommands.map((command) => command.name));
  const kind = isOption ? 'option' : 'command';
  return `there is no ${kind} \`${name}\`${near ? `; did you mean \`${near}\`?` : ''}`;
}

function wrongUsage(terminal: Terminal, fault: string, command?: Command): ExitCode {
  const help = `sagemaker-mkt ${command ? `${command.name} ` : ''}--help`;
  return reportUsage(terminal, { what: fault, fix: `see  ${help}` });
}
