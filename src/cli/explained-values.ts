import type { ManifestPath } from '../model/problem.ts';
import type { Reason } from '../model/resolved-listing.ts';
import { rootMembers } from '../model/root-members.ts';
import type { SaidValue } from '../model/said-value.ts';
import { pathInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { replaceHidden } from '../text/hidden-characters.ts';

/** One value of a listing, and the line that sets it or the reason for its default. */
export interface ExplainedValue {
  readonly path: ManifestPath;
  readonly value: string;
  readonly because: string;
  /** Null where no file sets the value. */
  readonly source: SaidValue['source'] | null;
}

/** Written values and defaults, grouped by member, in the order of the schema. */
export function explainedValues(
  entry: string,
  said: readonly SaidValue[],
  reasons: readonly Reason[],
): ExplainedValue[] {
  const values = [
    ...said.map((value) => ({
      ...value,
      because: sayerOf(value, entry),
    })),
    ...reasons.map((reason) => ({ ...reason, source: null })),
  ];
  return together(values, 0);
}

function sayerOf({ path, source }: SaidValue, entry: string): string {
  if (path[0] === 'policy') return 'a policy that binds the listing says so';
  return source.file === entry ? 'the manifest says so' : 'a file that the manifest extends says so';
}

/** Moves values with the same path prefix together, behind the first of them. */
function together(values: readonly ExplainedValue[], depth: number): ExplainedValue[] {
  const groups = new Map<string | number | undefined, ExplainedValue[]>();
  for (const value of values) {
    const group = groups.get(value.path[depth]);
    if (group) group.push(value);
    else groups.set(value.path[depth], [value]);
  }
  const sorted = depth === 0 ? [...groups].sort(([a], [b]) => rankOf(a) - rankOf(b)) : [...groups];
  return sorted.flatMap(([step, group]) => (step === undefined ? group : together(group, depth + 1)));
}

function rankOf(member: string | number | undefined): number {
  const rank = rootMembers.indexOf(String(member));
  return rank === -1 ? rootMembers.length : rank;
}

const widest = 60;

/** Three columns: member, value, and `file:line` or reason. */
export function printExplained(values: readonly ExplainedValue[], paint: Paint): string {
  const rows = values.map(({ path, value, because, source }) => ({
    path: pathInWords(path).replaceAll('`', ''),
    value: shortened(value),
    from: source ? `${source.file}:${source.line}` : paint('dim', because),
  }));
  const width = (column: 'path' | 'value') => Math.max(0, ...rows.map((row) => row[column].length));
  const [first, second] = [width('path'), width('value')];
  return rows
    .map(({ path, value, from }) => `${path.padEnd(first)}  ${value.padEnd(second)}  ${from}\n`)
    .join('');
}

/** One line without characters that could repaint the terminal. */
function shortened(value: string): string {
  const line = replaceHidden(value.replace(/\s+/g, ' '));
  return line.length > widest ? `${line.slice(0, widest - 1)}…` : line;
}
