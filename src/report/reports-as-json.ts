import type { ListingReport } from '../model/listing-report.ts';
import { problemValues } from '../problem/problems-as-json.ts';

/** For scripts: one object with every listing in the order of the run. The member names must not change. */
export function reportsAsJson(reports: readonly ListingReport[], version: string): string {
  const listings = reports.map(({ problems, ...report }) => ({
    ...report,
    problems: problemValues(problems),
  }));
  return `${JSON.stringify({ generator: version, listings }, null, 2)}\n`;
}
