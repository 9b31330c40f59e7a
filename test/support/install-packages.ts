import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './built.ts';

interface PackageJson {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/**
 * Installs exactly the packages of a listing's package.json, without a registry: as links to the packages of
 * this repository. A version other than the pinned one is an error.
 */
export function installPackages(listing: string): void {
  const { dependencies = {}, devDependencies = {} } = readPackage(listing);
  for (const [name, version] of Object.entries(dependencies)) {
    const installed = readPackage(join(root, 'node_modules', name)).version;
    if (installed !== version)
      throw new Error(`the listing wants ${name} ${version}, and ${installed} is here`);
  }
  for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
    const link = join(listing, 'node_modules', name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(root, 'node_modules', name), link);
  }
}

function readPackage(folder: string): PackageJson {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageJson;
}
