import type { LocatedProblem } from '../model/problem.ts';
import { sortProblems } from './print-problems.ts';

/** For scripts: one object with the problems in printed order. The member names must not change. */
export function problemsAsJson(problems: readonly LocatedProblem[], version: string): string {
  return `${JSON.stringify({ generator: version, problems: problemValues(problems) }, null, 2)}\n`;
}

/** Problems as plain objects: file, line and column are members beside the texts. `because` also holds a rule. */
export function problemValues(problems: readonly LocatedProblem[]): object[] {
  return sortProblems(problems).map(
    ({ location: { file, line, column, length }, notes, rule, ...problem }) => ({
      file,
      line,
      column,
      length,
      ...problem,
      ...(rule !== undefined && { because: rule }),
      ...(notes && {
        notes: notes.map((note) => ({
          file: note.location.file,
          line: note.location.line,
          column: note.location.column,
          sentence: note.sentence,
        })),
      }),
    }),
  );
}
