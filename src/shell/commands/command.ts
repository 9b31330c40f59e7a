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
  readonly options: Readonly<Record<string, CommandOption>>;
  readonly examples: readonly string[];
  readonly run: (call: CommandCall) => ExitCode | Promise<ExitCode>;
}

export interface CommandOption {
  readonly kind: 'flag' | 'text';
  /** The value in the help: `--name <name>`. */
  readonly placeholder?: string;
  readonly help: string;
}

export interface CommandCall extends ChosenOptions {
  readonly operands: readonly string[];
  readonly cwd: string;
  readonly terminal: Terminal;
}
