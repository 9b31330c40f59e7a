import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { once } from '../text/once.ts';

export function packageVersion(): string {
  return (JSON.parse(packageText('package.json')) as { version: string }).version;
}

/** Where the documentation begins. */
export function packageReadme(): string {
  return join(packageRoot(), 'README.md');
}

/** Resolved by the package's own name, which works from the source and from the build. */
export const packageRoot = once(() =>
  fileURLToPath(new URL('.', import.meta.resolve('generator-sagemaker-mkt/package.json'))),
);

/** A file that we ship. */
export function packageText(path: string): string {
  return new TextDecoder().decode(packageFile(path));
}

export function packageFile(path: string): Uint8Array {
  return readFileSync(join(packageRoot(), path));
}

/** Files that we ship, by path below the folder. */
export function packageTexts(name: string): ReadonlyMap<string, string> {
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
