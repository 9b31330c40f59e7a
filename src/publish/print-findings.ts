import type { JudgedFinding } from './judge-findings.ts';

const titles = ['severity', 'finding', 'package', 'version', 'fixed in', 'state', 'link'];

/** A table of refused and allowed findings; empty where there are none. */
export function printFindings(judged: readonly JudgedFinding[]): string {
  if (judged.length === 0) return '';
  const rows = [titles, ...judged.map(rowOf)];
  const widths = titles.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map(
      (row) =>
        `${row.map((cell, column) => (column < 6 ? cell.padEnd(widths[column] ?? 0) : cell)).join('  ')}\n`,
    )
    .join('');
}

function rowOf({
  severity,
  id,
  package: name,
  version,
  fixedIn,
  link,
  until,
  isRefused,
}: JudgedFinding): string[] {
  return [severity, id, name, version, fixedIn, stateOf(until, isRefused), link];
}

function stateOf(until: string | null, isRefused: boolean): string {
  if (!isRefused) return `let through until ${until}`;
  return until === null ? 'refused' : `refused, was let through until ${until}`;
}
