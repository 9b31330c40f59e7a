import type { ChosenOptions } from '../chosen-options.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** A command of `sagemaker-mkt`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The operands in the help: `[manifests…]`. */
  readonly operands: string;
  /** More operands than this are wrong usage. */
  readonly mostOperands: number;
  /** What an operand can be, where that is a closed list. */
  readonly operandValues?: readonly string[];
  /** Whether the operand `-` is a manifest from standard input. */
  readonly readsStandardInput?: true;
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly examples: readonly string[];
  readonly run: (call: CommandCall) => ExitCode | Promise<ExitCode>;
}

export interface CommandOption {
  readonly kind: 'flag' | 'text';
  /** The value in the help: `--name <name>`. */
  readonly placeholder?: string;
  readonly help: string;
  /** One letter, as `-q` for `--quiet`. */
  readonly short?: string;
  /** What it takes, where that is a closed list; or the list of the catalogue that has it. */
  readonly values?: readonly string[] | CatalogueList;
}

/** A list of names that is not loaded for the help. */
export type CatalogueList = 'frameworks' | 'bases' | 'regions';

export interface CommandCall extends ChosenOptions {
  readonly operands: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
}
