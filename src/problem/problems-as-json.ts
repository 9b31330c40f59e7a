import type { LocatedProblem } from '../model/problem.ts';
import { sortProblems } from './print-problems.ts';

/** For scripts: one object with the problems in their printed order. The member names are a promise. */
export function problemsAsJson(problems: readonly LocatedProblem[], version: string): string {
  const items = sortProblems(problems).map(
    ({ location: { file, line, column, length }, notes, ...problem }) => ({
      file,
      line,
      column,
      length,
      ...problem,
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
  return `${JSON.stringify({ generator: version, problems: items }, null, 2)}\n`;
}
