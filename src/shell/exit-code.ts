import type { LocatedProblem } from '../model/problem.ts';

/** Exit codes. The numbers are a promise to CI. */
export const exitCodes = {
  done: 0,
  inputHasErrors: 1,
  wrongUsage: 2,
  conflictsLeft: 3,
  gateFailed: 4,
  ourBug: 70,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The code of a problem that is our fault. */
export const ourBugCode = 'our-bug';

/** Errors take precedence over conflicts; warnings never fail a run. */
export function exitCodeFor(problems: readonly LocatedProblem[]): ExitCode {
  if (problems.some(({ code }) => code === ourBugCode)) return exitCodes.ourBug;
  if (problems.some(({ severity }) => severity === 'error')) return exitCodes.inputHasErrors;
  if (problems.some(({ severity }) => severity === 'conflict')) return exitCodes.conflictsLeft;
  return exitCodes.done;
}
