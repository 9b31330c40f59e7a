import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PackageData } from '../generate.ts';

/** The files we ship, read from the package's root. */
export function loadPackageData(): PackageData {
  const text = (path: string) => readFileSync(join(packageRoot(), path), 'utf8');
  const catalogue = (name: string) => text(`schema/catalogue/${name}.json`);
  return {
    version: packageVersion(),
    schema: text('schema/marketplace.schema.json'),
    catalogue: {
      bases: catalogue('bases'),
      frameworks: catalogue('frameworks'),
      'content-types': catalogue('content-types'),
      regions: catalogue('regions'),
      'instance-types': catalogue('instance-types'),
      'deep-learning-containers': catalogue('deep-learning-containers'),
      accelerators: catalogue('accelerators'),
    },
    templates: textsBelow('templates'),
    listing: textsBelow('listing'),
    page: textsBelow('src/report/page'),
  };
}

export function packageVersion(): string {
  const text = readFileSync(join(packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Where the documentation begins. */
export function packageReadme(): string {
  return join(packageRoot(), 'README.md');
}

/** Resolved by the package's own name, which works from the source and from the build. */
export function packageRoot(): string {
  return fileURLToPath(new URL('.', import.meta.resolve('generator-sagemaker-mkt/package.json')));
}

/** Texts by path below the folder. */
function textsBelow(name: string): ReadonlyMap<string, string> {
  const folder = join(packageRoot(), name);
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths
      .sort()
      .map((path) => [path.slice(folder.length + 1).replaceAll('\\', '/'), readFileSync(path, 'utf8')]),
  );
}
