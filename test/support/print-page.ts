import { createHash } from 'node:crypto';
import { printFleetPage } from '../../src/generate.ts';
import type { ListingReport } from '../../src/model/listing-report.ts';
import { preparedForTests } from './prepared.ts';

/** The page that a run on this day would write. */
export function printPage(reports: readonly ListingReport[], today = '2026-11-21'): string {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
  return printFleetPage({ ...preparedForTests(), today }, reports, sha256);
}
