import type { LocatedProblem } from '../model/problem.ts';
import { countProblems, printProblems } from '../problem/print-problems.ts';
import type { Terminal } from './terminal.ts';

/** Prints each problem, and a last line with their count. */
export function reportProblems(
  terminal: Terminal,
  problems: readonly LocatedProblem[],
  checked: string,
): void {
  if (problems.length > 0) terminal.err(`${printProblems(problems, terminal.paintErr)}\n`);
  reportCount(terminal, problems, checked);
}

/** The last line; a quiet run has none where there is no problem. */
export function reportCount(terminal: Terminal, problems: readonly LocatedProblem[], checked: string): void {
  if (problems.length > 0 || terminal.detail !== 'quiet')
    terminal.err(`${countProblems(problems)} in ${checked}\n`);
}
