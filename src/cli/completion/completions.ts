import type { Catalogue } from '../../model/catalogue.ts';
import type { Command, CommandOption } from '../../shell/commands/command.ts';
import { topOptions } from '../commands/all-commands.ts';

/** What a shell can complete. */
export interface Completions {
  readonly commands: readonly CompletedCommand[];
  /** In place of a command. */
  readonly options: readonly CompletedOption[];
}

export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** Where it is empty, operands are files. */
  readonly operandValues: readonly string[];
  readonly takesOperands: boolean;
}

export interface CompletedOption {
  readonly name: string;
  readonly short: string | undefined;
  readonly help: string;
  readonly takesValue: boolean;
  /** Where it is empty, the value is a file. */
  readonly values: readonly string[];
}

export function completionsOf(commands: readonly Command[], catalogue: Catalogue): Completions {
  const lists = {
    frameworks: catalogue.frameworks.map(({ name }) => name),
    bases: catalogue.bases.map(({ id }) => id),
    regions: catalogue.regions.map(({ id }) => id),
  };
  const valuesOf = ({ values = [] }: CommandOption) => (typeof values === 'string' ? lists[values] : values);
  const help: CompletedOption = {
    name: 'help',
    short: topOptions.help.short,
    help: 'how to use this command',
    takesValue: false,
    values: [],
  };
  const listed = commands.map(({ name, summary, options, mostOperands, operandValues = [] }) => ({
    name,
    summary,
    takesOperands: mostOperands > 0,
    operandValues,
    options: [
      ...Object.entries(options).map(([option, row]) => ({
        name: option,
        short: row.short,
        help: row.help,
        takesValue: row.kind === 'text',
        values: valuesOf(row),
      })),
      help,
    ],
  }));
  const helpCommand: CompletedCommand = {
    name: 'help',
    summary: 'Prints how to use a command.',
    takesOperands: true,
    operandValues: commands.map(({ name }) => name),
    options: [],
  };
  const top = Object.entries(topOptions).map(([name, row]) => ({ ...help, ...row, name }));
  return { commands: [...listed, helpCommand], options: top };
}
