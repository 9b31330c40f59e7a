import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Prepared, printFleetPage } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';

/** Writes the page for a manager; a browser that has the old one open never sees half of the new one. */
export function writeFleetPage(prepared: Prepared, reports: readonly ListingReport[], path: string): void {
  const page = printFleetPage(prepared, reports, {
    today: new Date().toISOString().slice(0, 10),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  writeFileSync(draft, page);
  renameSync(draft, path);
}
