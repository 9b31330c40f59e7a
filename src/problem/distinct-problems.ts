import type { LocatedProblem } from '../model/problem.ts';

/** Each problem once: several listings can extend one team file, and each of them finds the team file's problems. */
export function distinctProblems(problems: readonly LocatedProblem[]): LocatedProblem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
