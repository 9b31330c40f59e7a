import { resolve } from 'node:path';
import type { ListingReport } from '../model/listing-report.ts';
import { fleetTable, sumOf } from '../report/print-table.ts';
import type { ReportedListing } from './fleet/fleet-call.ts';
import { shownName } from './shown-name.ts';
import type { Terminal } from './terminal.ts';

export interface TellCall {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly dryRun: boolean;
  /** Prints JSON only. */
  readonly asJson: boolean;
}

/** Prints what a run does. */
export interface Teller {
  /** One listing, as soon as it is done. */
  readonly tell: (listing: ReportedListing) => void;
  /** After the last one. */
  readonly conclude: (reports: readonly ListingReport[]) => void;
}

/** Whether each listing is printed with its files: a single one, and all where somebody wants to read so much. */
export function tellsFiles({ asJson, dryRun, terminal }: TellCall, count: number): boolean {
  const wantsAll = terminal.detail === 'verbose' || (dryRun && terminal.detail !== 'quiet');
  return !asJson && (count === 1 || wantsAll);
}

/** The files of a single listing, or a table of several. A quiet run prints the last line of either. */
export function tellerFor(call: TellCall, manifests: readonly string[]): Teller {
  if (call.asJson) return { tell: () => undefined, conclude: () => undefined };
  const { out, detail } = call.terminal;
  const tellText = ({ text }: ReportedListing) => text !== '' && out(text);
  if (manifests.length === 1) return { tell: tellText, conclude: () => undefined };
  if (detail === 'quiet') return { tell: () => undefined, conclude: (reports) => out(sumOf(reports)) };
  const rows = tellRows(call, manifests);
  if (!tellsFiles(call, manifests.length)) return { ...rows, tell: ({ report }) => rows.tell(report) };
  // The table comes last: its rows would be lost between the files.
  return {
    tell: tellText,
    conclude: (reports) => {
      for (const report of reports) rows.tell(report);
      rows.conclude(reports);
    },
  };
}

function tellRows({ terminal, cwd }: TellCall, manifests: readonly string[]) {
  const names = manifests.map((path) => shownName(resolve(cwd, path), cwd));
  const table = fleetTable(names, terminal.paintOut);
  let rows = 0;
  return {
    tell: (report: ListingReport) => {
      const row = table.row(report);
      if (row === '') return;
      terminal.out(rows === 0 ? table.head + row : row);
      rows += 1;
    },
    conclude: (reports: readonly ListingReport[]) =>
      terminal.out(rows === 0 ? sumOf(reports) : `\n${sumOf(reports)}`),
  };
}
