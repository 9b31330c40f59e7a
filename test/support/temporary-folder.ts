import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { whenOver } from './when-over.ts';

/** A folder for one test, with a space and a non-ASCII letter in its name; it is removed after the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker mkt tëst-'));
  chmodSync(folder, 0o755);
  whenOver(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
