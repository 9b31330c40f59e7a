import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from './built.ts';
import { placeWithPackages } from './use-listing.ts';

/** The output of the listing's own compile step. The seller's files replace generated ones. */
export function compileListing(yaml: string, files: Readonly<Record<string, string>> = {}): string {
  return compileFolder(placeWithPackages(yaml, files));
}

/** The compiler's output in a folder. It uses one core, which costs the machine the least time. */
export function compileFolder(folder: string): string {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  return spawnSync(process.execPath, [compiler, '--singleThreaded'], { cwd: folder, encoding: 'utf8' })
    .stdout;
}
