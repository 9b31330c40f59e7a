import type { LocatedProblem } from '../model/problem.ts';

/** Each problem once: a fault in a team file belongs to it, however many listings extend it. */
export function distinctProblems(problems: readonly LocatedProblem[]): LocatedProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
