import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Prepared, printFleetPage } from '../generate.ts';
import type { ListingReport } from '../model/listing-report.ts';
import type { UsageFault } from './report-usage.ts';

/** What keeps a page from being written there; asked before anything else is done. Only a page gives way to a page. */
export function pageFault(path: string, shown: string): UsageFault | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (shown === '' || stat?.isDirectory())
    return {
      what: `\`--report\` names no file: \`${shown}\``,
      fix: 'pass a file, such as  --report fleet.html',
    };
  if (!stat || stat.size === 0 || !stat.isFile() || isPage(path)) return undefined;
  return {
    what: `\`--report ${shown}\` would overwrite a file that is no report`,
    fix: 'pass another name, such as  --report fleet.html',
  };
}

function isPage(path: string): boolean {
  return /^<!doctype html>[\s\S]{0,2000}<title>Fleet report/.test(readFileSync(path, 'utf8'));
}

/** Writes the page for a manager; a browser that has the old one open never sees half of the new one. */
export function writeFleetPage(prepared: Prepared, reports: readonly ListingReport[], path: string): void {
  const page = printFleetPage(prepared, reports, {
    today: new Date().toISOString().slice(0, 10),
    sha256: (text) => createHash('sha256').update(text).digest('base64'),
  });
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.new`;
  try {
    writeFileSync(draft, page);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}
