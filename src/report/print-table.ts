import type { ListingReport, ListingStatus, ReportedChange } from '../model/listing-report.ts';
import { countInWords, listInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { alignRow, countOrDot, shortName } from './align-rows.ts';

/** The table of a run. Its widths are known before the run, so that a row can be printed as soon as a listing is done. */
export interface FleetTable {
  readonly head: string;
  /** Empty for a listing without changes and problems. */
  readonly row: (report: ListingReport) => string;
}

export function fleetTable(manifests: readonly string[], paint: Paint): FleetTable {
  const widths = columns.map(({ title, most }) => Math.max(title.length, ...most(manifests).map(lengthOf)));
  const line = (cells: readonly string[]) => alignRow(cells, widths, 2);
  return {
    head: `${paint('dim', line(columns.map(({ title }) => title)))}\n`,
    row: (report) => {
      if (report.status === 'unchanged' && report.problems.length === 0) return '';
      const cells = columns.map(({ cell }) => cell(report));
      return `${paint(colours[report.status], line(cells))}\n`;
    },
  };
}

function lengthOf({ length }: string): number {
  return length;
}

const colours = { written: 'green', planned: 'yellow', refused: 'red', unchanged: 'dim' } as const;

interface Column {
  readonly title: string;
  /** The words that the column may have; a count is never wider than its title. */
  readonly most: (manifests: readonly string[]) => readonly string[];
  readonly cell: (report: ListingReport) => string;
}

const columns: readonly Column[] = [
  {
    title: 'listing',
    most: (manifests) => manifests.map(shortName),
    cell: ({ manifest }) => shortName(manifest),
  },
  { title: 'state', most: () => Object.keys(colours), cell: ({ status }) => status },
  ...(['create', 'update', 'merge', 'delete'] as const).map((kind) => ({
    title: kind,
    most: () => [],
    // Of a refused listing they are only planned.
    cell: ({ status, changes }: ListingReport) => countOf(status === 'refused' ? [] : changes, kind),
  })),
  {
    title: 'conflict',
    most: () => [],
    cell: ({ problems }) => shown(problems.filter(({ severity }) => severity === 'conflict')),
  },
  ...(['error', 'warning'] as const).map((severity) => ({
    title: `${severity}s`,
    most: () => [],
    cell: ({ problems }: ListingReport) => shown(problems.filter((problem) => problem.severity === severity)),
  })),
];

function countOf(changes: readonly ReportedChange[], kind: ReportedChange['kind']): string {
  return shown(changes.filter((change) => change.kind === kind));
}

function shown(things: readonly unknown[]): string {
  return countOrDot(things.length);
}

/** A line with the totals of all listings. */
export function sumOf(reports: readonly ListingReport[]): string {
  const count = (status: ListingStatus) => reports.filter((report) => report.status === status).length;
  const states = (['written', 'planned', 'unchanged', 'refused'] as const)
    .filter((status) => count(status) > 0)
    .map((status) => `${count(status)} ${status}`);
  return `${countInWords(reports.length, 'listing')}: ${listInWords(states, 'and') || 'nothing to look at'}\n`;
}
