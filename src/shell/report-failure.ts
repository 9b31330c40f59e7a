import { type PrintedError, printError } from '../problem/print-error.ts';
import { type ExitCode, exitCodes } from './exit-code.ts';
import { packageVersion } from './package-files.ts';
import type { Terminal } from './terminal.ts';
import { withSources } from './with-sources.ts';

/** Prints an exception: a failure of the machine, or a bug of ours. */
export function reportFailure(terminal: Terminal, error: unknown): ExitCode {
  const failed = systemFailure(error);
  if (failed) {
    terminal.err(printError(failed));
    return exitCodes.inputHasErrors;
  }
  const intro = `this is a bug in generator-sagemaker-mkt ${packageVersion()}; please report it with these lines:`;
  terminal.err(`${intro}\n${bugDetail(error)}\n`);
  return exitCodes.ourBug;
}

/** A failure of the machine, which Node marks with the name of a system call; undefined for a bug of ours. */
export function systemFailure(error: unknown): PrintedError | undefined {
  if (!(error instanceof Error && 'syscall' in error)) return undefined;
  return { what: error.message, fix: 'check the permissions and the free space there, and run again' };
}

export function bugDetail(error: unknown): string {
  return error instanceof Error ? withSources(error.stack ?? error.message) : String(error);
}
