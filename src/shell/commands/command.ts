import type { ChosenOptions } from '../chosen-options.ts';
import type { ExitCode } from '../exit-code.ts';
import type { Terminal } from '../terminal.ts';

/** What it is for, what it takes, what it does. A front has its words from here, and reads them by this table. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What stands behind the name: `[manifests…]`. */
  readonly operands: string;
  /** More operands than this are wrong usage. */
  readonly mostOperands: number;
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly examples: readonly string[];
  readonly run: (call: CommandCall) => ExitCode | Promise<ExitCode>;
}

export interface CommandOption {
  readonly kind: 'flag' | 'text';
  /** How the value is called in the help: `--name <name>`. */
  readonly placeholder?: string;
  readonly help: string;
}

export interface CommandCall extends ChosenOptions {
  readonly operands: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
}
