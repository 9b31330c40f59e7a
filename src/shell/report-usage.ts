import { type PrintedError, printError } from '../problem/print-error.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Wrong usage of a command, and what to write instead. */
export type UsageFault = Omit<PrintedError, 'said'>;

export function reportUsage(terminal: Terminal, fault: UsageFault): ExitCode {
  terminal.err(printError(fault));
  return exitCodes.wrongUsage;
}
