import { resolve } from 'node:path';
import { type Prepared, printRehearsalPage } from '../../generate.ts';
import { rehearsalsAsJunit } from '../../report/rehearsals-as-junit.ts';
import type { RehearsedListing } from '../../report/rehearsed-listing.ts';
import { junitReport, putWholeFile, rehearsalReport, reportFileFault, sha256 } from '../report-file.ts';
import type { UsageFault } from '../report-usage.ts';

/** The paths of the reports, as written on the command line. */
export interface RehearsalReports {
  readonly junit: string | undefined;
  readonly page: string | undefined;
}

export function chosenReports(texts: ReadonlyMap<string, string>): RehearsalReports {
  return { junit: texts.get('junit'), page: texts.get('report') };
}

export function reportsFault({ junit, page }: RehearsalReports, cwd: string): UsageFault | undefined {
  if (junit !== undefined && page !== undefined && resolve(cwd, junit) === resolve(cwd, page))
    return {
      what: `\`--junit\` and \`--report\` name the same file: \`${junit}\``,
      fix: 'pass two files, such as  --junit rehearsal.xml --report rehearsal.html',
    };
  const fault = junit === undefined ? undefined : reportFileFault(junit, cwd, junitReport);
  if (fault || page === undefined) return fault;
  return reportFileFault(page, cwd, rehearsalReport);
}

export function writeReports(
  prepared: Prepared,
  listings: readonly RehearsedListing[],
  { reports: { junit, page }, cwd }: { readonly reports: RehearsalReports; readonly cwd: string },
): void {
  if (junit !== undefined) putWholeFile(resolve(cwd, junit), rehearsalsAsJunit(listings));
  if (page !== undefined) putWholeFile(resolve(cwd, page), printRehearsalPage(prepared, listings, sha256));
}
