import type { LocatedProblem, Location, Severity } from '../model/problem.ts';
import { replaceHidden } from '../text/hidden-characters.ts';
import { countInWords, listInWords } from './phrasing.ts';

/** Marks up a piece of text for the terminal; the plain one returns it unchanged. */
export type Paint = (style: 'bold' | 'red' | 'yellow' | 'cyan' | 'green' | 'dim', text: string) => string;

export const plainPaint: Paint = (_style, text) => text;

/** One block per problem. Editors and CI understand the form of its first line: `file:line:column: severity: …`. */
export function printProblems(problems: readonly LocatedProblem[], paint: Paint = plainPaint): string {
  return sortProblems(problems)
    .map((problem) => printProblem(problem, paint))
    .join('\n');
}

/** By file, line and column, so that every run prints the same order. */
export function sortProblems(problems: readonly LocatedProblem[]): LocatedProblem[] {
  return [...problems].sort(
    (a, b) =>
      compare(a.location.file, b.location.file) ||
      a.location.line - b.location.line ||
      a.location.column - b.location.column ||
      compare(a.code, b.code),
  );
}

/** `3 errors and 1 warning`, without the severities that do not occur. */
export function countProblems(problems: readonly LocatedProblem[]): string {
  const counts = (['error', 'conflict', 'warning'] as const)
    .map((severity) => ({ severity, count: problems.filter((p) => p.severity === severity).length }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => countInWords(count, severity));
  return listInWords(counts, 'and') || 'no problems';
}

const colours: Record<Severity, 'red' | 'yellow'> = { error: 'red', conflict: 'red', warning: 'yellow' };

function printProblem(problem: LocatedProblem, paint: Paint): string {
  const severity = paint(colours[problem.severity], problem.severity);
  const lines = [
    `${paint('bold', positionOf(problem.location))}: ${severity}: ${replaceHidden(problem.what)} ${paint('dim', `[${problem.code}]`)}`,
    ...excerpt(problem.location, (carets) => paint(colours[problem.severity], carets)),
  ];
  for (const { label, text } of reasonsOf(problem))
    lines.push(`  ${paint('cyan', `${label}:`)} ${replaceHidden(text)}`);
  lines.push(`  ${paint('green', 'fix:')} ${replaceHidden(problem.fix)}`);
  for (const note of problem.notes ?? [])
    lines.push(`  ${paint('cyan', 'note:')} ${positionOf(note.location)}: ${replaceHidden(note.sentence)}`);
  return `${lines.join('\n')}\n`;
}

/** The reason or the rule of a problem, with its label; empty where what is wrong says enough. */
export function reasonsOf({ because, rule }: Pick<LocatedProblem, 'because' | 'rule'>) {
  return [
    ...(because ? [{ label: 'because', text: because }] : []),
    ...(rule ? [{ label: 'rule', text: rule }] : []),
  ];
}

export function positionOf({ file, line, column }: Location): string {
  return `${replaceHidden(file)}:${line}:${column}`;
}

const widest = 100;

/** The source line with carets under the fault; a long line is cut around the fault. */
function excerpt(location: Location, paintCarets: (carets: string) => string): string[] {
  if (location.length === 0) return [];
  const characters = [...location.source];
  const start = location.column - 1;
  const from = characters.length > widest ? Math.max(0, start - Math.floor(widest / 3)) : 0;
  const shown = characters.slice(from, from + widest);
  const before = shown.slice(0, start - from).map((character) => (character === '\t' ? '\t' : ' '));
  const carets = '^'.repeat(Math.max(1, Math.min(location.length, shown.length - before.length)));
  return [`  ${replaceHidden(shown.join(''))}`, `  ${before.join('')}${paintCarets(carets)}`];
}

/** By code units: the order is the same on every machine and in every locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
