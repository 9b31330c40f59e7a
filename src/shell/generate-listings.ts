import { resolve } from 'node:path';
import { type Prepared, printFleetPage } from '../generate.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { countInWords, listInWords } from '../problem/phrasing.ts';
import { printChanges, printPlan } from '../report/print-changes.ts';
import { printTable } from '../report/print-table.ts';
import { reportsAsJson } from '../report/reports-as-json.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import { fleetReport, pageFacts, putWholeFile, reportFileFault } from './report-file.ts';
import { reportProblems } from './report-problems.ts';
import { reportUsage, type UsageFault } from './report-usage.ts';
import { runFleet } from './run-fleet.ts';
import type { ListingOutcome } from './run-listing.ts';
import type { Terminal } from './terminal.ts';

export interface GenerateCall {
  readonly cwd: string;
  readonly terminal: Terminal;
  readonly dryRun: boolean;
  /** Prints JSON only. */
  readonly asJson: boolean;
  readonly restore: readonly string[];
  /** Path of the report page. */
  readonly page: string | undefined;
}

/** Renders listings and prints the results. A listing with an error is left as it was; the others are written. */
export function generateListings(
  prepared: Prepared,
  manifests: readonly string[],
  call: GenerateCall,
): ExitCode {
  const { cwd, terminal, asJson, page, restore } = call;
  const fault = page === undefined ? undefined : reportFileFault(page, cwd, fleetReport);
  if (fault) return reportUsage(terminal, fault);
  const unknown = new Set(restore);
  const reports = runFleet(prepared, manifests, call, (outcome) => {
    for (const path of outcome.restored) unknown.delete(path);
    tell(call, outcome, manifests.length);
  });
  if (asJson) terminal.out(reportsAsJson(reports, prepared.version));
  else if (reports.length !== 1) terminal.out(printTable(reports, terminal.paintOut));
  const problems = distinctProblems(reports.flatMap((report) => report.problems));
  if (problems.length > 0 && !asJson)
    reportProblems(terminal, problems, countInWords(manifests.length, 'manifest'));
  if (page !== undefined) putWholeFile(resolve(cwd, page), printFleetPage(prepared, reports, pageFacts()));
  const code = exitCodeFor(problems);
  return code === 0 && unknown.size > 0 ? reportUsage(terminal, nothingToRestore([...unknown])) : code;
}

function nothingToRestore(paths: readonly string[]): UsageFault {
  return {
    what: `nothing that is generated is called ${listInWords(paths.map((path) => `\`${path}\``))}`,
    fix: 'pass files or folders as they are called in the listing, such as  --restore runtime/log.ts',
  };
}

/** Prints each file of a single listing. For several listings, only plans are printed; the table shows the rest. */
function tell({ terminal, dryRun, asJson }: GenerateCall, outcome: ListingOutcome, listings: number): void {
  if (asJson || (listings > 1 && !(dryRun && outcome.status === 'planned'))) return;
  const print = dryRun ? printPlan : printChanges;
  terminal.out(print(outcome, terminal.paintOut));
}
