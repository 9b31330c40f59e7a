import { type ExitCode, exitCodes } from './exit-code.ts';
import { packageVersion } from './load-package-data.ts';
import type { Terminal } from './terminal.ts';

/** The machine's failures have a code of the system; anything else is a bug of ours and says so. */
export function reportFailure(terminal: Terminal, error: unknown): ExitCode {
  if (error instanceof Error && 'syscall' in error) {
    terminal.err(
      `error: ${error.message}\n  fix: check the permissions and the space of that place, and run again\n`,
    );
    return exitCodes.inputHasErrors;
  }
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const intro = `this is a bug in generator-sagemaker-mkt ${packageVersion()}; please report it with these lines:`;
  terminal.err(`${intro}\n${detail}\n`);
  return exitCodes.ourBug;
}
