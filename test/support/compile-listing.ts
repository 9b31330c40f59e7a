import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './built.ts';
import { placeWithPackages } from './use-listing.ts';

/** What the listing's own compiler run prints; the files are the seller's, in place of the generated ones. */
export function compileListing(yaml: string, files: Readonly<Record<string, string>> = {}): string {
  return compileFolder(placeWithPackages(yaml, files));
}

/** The same of a listing that is there, with its packages. */
export function compileFolder(listing: string): string {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler], { cwd: listing, encoding: 'utf8' }).stdout;
}
