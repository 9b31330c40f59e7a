import { resolve } from 'node:path';
import { type Prepared, printFleetPage } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import { distinctProblems } from '../problem/distinct-problems.ts';
import { countInWords, listInWords } from '../problem/phrasing.ts';
import { plainPaint } from '../problem/print-problems.ts';
import { reportsAsJson } from '../report/reports-as-json.ts';
import { type ExitCode, exitCodeFor } from './exit-code.ts';
import type { FleetCall } from './fleet/fleet-call.ts';
import { runFleet } from './fleet/run-fleet.ts';
import type { PolicyPlace } from './policy-files.ts';
import { fleetReport, putWholeFile, reportFileFault, sha256 } from './report-file.ts';
import { reportProblems } from './report-problems.ts';
import { reportUsage, type UsageFault } from './report-usage.ts';
import { type TellCall, tellerFor, tellsFiles } from './tell-listings.ts';

export interface GenerateCall extends TellCall, PolicyPlace {
  readonly restore: readonly string[];
  readonly adopts: boolean;
  /** Path of the report page. */
  readonly page: string | undefined;
}

/** Renders listings and prints the results. A listing with an error is left as it was; the others are written. */
export async function generateListings(
  prepared: Prepared,
  manifests: readonly string[],
  call: GenerateCall,
): Promise<ExitCode> {
  const { cwd, terminal, asJson, page, restore } = call;
  const fault = page === undefined ? undefined : reportFileFault(page, cwd, fleetReport);
  if (fault) return reportUsage(terminal, fault);
  const unknown = new Set(restore);
  const teller = tellerFor(call, manifests);
  const reports: ListingReport[] = [];
  await runFleet(prepared, manifests, fleetCall(call, manifests.length), terminal, (listing) => {
    for (const path of listing.restored) unknown.delete(path);
    teller.tell(listing);
    reports.push(listing.report);
  });
  if (asJson) terminal.out(reportsAsJson(reports, prepared.version));
  else teller.conclude(reports);
  const problems = distinctProblems(reports.flatMap((report) => report.problems));
  if (problems.length > 0 && !asJson)
    reportProblems(terminal, problems, countInWords(manifests.length, 'manifest'));
  if (page !== undefined) putWholeFile(resolve(cwd, page), printFleetPage(prepared, reports, sha256));
  const code = exitCodeFor(problems);
  return code === 0 && unknown.size > 0 ? reportUsage(terminal, nothingToRestore([...unknown])) : code;
}

/** Only what another thread needs, which is plain data. */
function fleetCall(call: GenerateCall, count: number): FleetCall {
  const { cwd, policy, dryRun, restore, adopts, asJson, page, terminal } = call;
  const { detail, paintOut } = terminal;
  return {
    command: 'generate',
    ...{ cwd, policy, dryRun, restore, adopts, detail },
    isBrief: !asJson && page === undefined && restore.length === 0 && detail !== 'verbose',
    tellsFiles: tellsFiles(call, count),
    isColoured: paintOut !== plainPaint,
  };
}

function nothingToRestore(paths: readonly string[]): UsageFault {
  return {
    what: `nothing that is generated is called ${listInWords(paths.map((path) => `\`${path}\``))}`,
    fix: 'pass files or folders as they are called in the listing, such as  --restore runtime/log.ts',
  };
}
