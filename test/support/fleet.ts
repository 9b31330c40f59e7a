import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

/** A folder with a listing in each of its folders: only the manifests, nothing is generated. */
export function fleet(listings: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, yaml] of Object.entries(listings)) {
    mkdirSync(join(folder, name));
    writeFileSync(join(folder, name, 'marketplace.yaml'), yaml);
  }
  return folder;
}
