import { type ExitCode, exitCodes } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** Something that keeps a command from doing what it was asked for, and what to do about it. */
export interface UsageFault {
  readonly what: string;
  readonly fix: string;
}

/** A command that cannot be carried out as it was written, and what to write instead. */
export function reportUsage(terminal: Terminal, { what, fix }: UsageFault): ExitCode {
  terminal.err(`error: ${what}\n  fix: ${fix}\n`);
  return exitCodes.wrongUsage;
}
