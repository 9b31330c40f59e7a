import type { LocatedProblem } from '../model/problem.ts';
import { reasonsOf, sortProblems } from './print-problems.ts';

/** Workflow commands, which GitHub shows as annotations beside the changed lines. */
export function problemsAsGithub(problems: readonly LocatedProblem[]): string {
  return sortProblems(problems)
    .map((problem) => {
      const { file, line, column, length } = problem.location;
      const end = length > 0 ? `,endColumn=${column + length}` : '';
      const place = `file=${property(file)},line=${line},col=${column}${end},title=${property(problem.code)}`;
      const level = problem.severity === 'warning' ? 'warning' : 'error';
      return `::${level} ${place}::${message(textOf(problem))}\n`;
    })
    .join('');
}

function textOf(problem: LocatedProblem): string {
  const { what, fix, notes = [] } = problem;
  const reasons = reasonsOf(problem).map(({ label, text }) => `${label}: ${text}`);
  const others = notes.map(({ location: { file, line }, sentence }) => `note: ${file}:${line}: ${sentence}`);
  return [what, ...reasons, `fix: ${fix}`, ...others].join('\n');
}

/** GitHub's escapes: without them a line break ends a command, and a colon or comma ends a property. */
function message(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return message(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
