import type { ListingReport, ListingStatus, ReportedChange } from '../model/listing-report.ts';
import { countInWords, listInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { alignRows, countOrDot, shortName } from './align-rows.ts';

/** A row for each listing with changes or problems, and a line with the totals of all listings. */
export function printTable(reports: readonly ListingReport[], paint: Paint): string {
  const listed = reports.filter(({ status, problems }) => status !== 'unchanged' || problems.length > 0);
  if (listed.length === 0) return `${sumOf(reports)}\n`;
  const rows = [
    columns.map(({ title }) => title),
    ...listed.map((report) => columns.map(({ cell }) => cell(report))),
  ];
  const lines = alignRows(rows, 2).map((line, index) => {
    const report = listed[index - 1];
    return paint(report ? colours[report.status] : 'dim', line);
  });
  return `${lines.join('\n')}\n\n${sumOf(reports)}\n`;
}

const colours = { written: 'green', planned: 'yellow', refused: 'red', unchanged: 'dim' } as const;

interface Column {
  readonly title: string;
  readonly cell: (report: ListingReport) => string;
}

const columns: readonly Column[] = [
  { title: 'listing', cell: ({ manifest }) => shortName(manifest) },
  { title: 'state', cell: ({ status }) => status },
  ...(['create', 'update', 'merge', 'delete', 'conflict'] as const).map((kind) => ({
    title: kind,
    cell: ({ changes }: ListingReport) => countOf(changes, kind),
  })),
  ...(['error', 'warning'] as const).map((severity) => ({
    title: `${severity}s`,
    cell: ({ problems }: ListingReport) => shown(problems.filter((problem) => problem.severity === severity)),
  })),
];

function countOf(changes: readonly ReportedChange[], kind: ReportedChange['kind']): string {
  return shown(changes.filter((change) => change.kind === kind));
}

function shown(things: readonly unknown[]): string {
  return countOrDot(things.length);
}

function sumOf(reports: readonly ListingReport[]): string {
  const count = (status: ListingStatus) => reports.filter((report) => report.status === status).length;
  const states = (['written', 'planned', 'unchanged', 'refused'] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${count(status)} ${status}`);
  return `${countInWords(reports.length, 'listing')}: ${listInWords(states, 'and') || 'nothing to look at'}`;
}
