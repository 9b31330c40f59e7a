import type { ExitCode } from '../shell/exit-code.ts';
import type { Terminal } from '../shell/terminal.ts';

/** One word behind `sagemaker-mkt`: what it is for, what it takes, what it does. */
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

export interface CommandCall {
  readonly operands: readonly string[];
  readonly flags: ReadonlySet<string>;
  readonly texts: ReadonlyMap<string, string>;
  readonly cwd: string;
  readonly terminal: Terminal;
}
