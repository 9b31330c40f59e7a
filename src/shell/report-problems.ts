import type { LocatedProblem } from '../model/problem.ts';
import { countProblems, printProblems } from '../problem/print-problems.ts';
import type { ExitCode } from './exit-code.ts';
import { reportUsage } from './report-usage.ts';
import type { Terminal } from './terminal.ts';

/** Every problem in a block of its own, and a last line with the sum. */
export function reportProblems(
  terminal: Terminal,
  problems: readonly LocatedProblem[],
  checked: string,
): void {
  if (problems.length > 0) terminal.err(`${printProblems(problems, terminal.paintErr)}\n`);
  terminal.err(`${countProblems(problems)} in ${checked}\n`);
}

/** Patterns that match nothing are a mistake worth a word: a gate that checks nothing would always be green. */
export function noManifests(terminal: Terminal, operands: readonly string[]): ExitCode {
  return reportUsage(terminal, {
    what: `no manifest matches ${operands.map((operand) => `\`${operand}\``).join(', ')}`,
    fix: 'pass folders that hold a marketplace.yaml, or quote the pattern',
  });
}
