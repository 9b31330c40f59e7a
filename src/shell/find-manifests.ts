import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const manifestName = 'marketplace.yaml';

/** The manifests that the given paths mean: files as they are, folders by their `marketplace.yaml`, globs by what they match. */
export function findManifests(paths: readonly string[], cwd: string): string[] {
  const found = paths.flatMap((path) => (isGlob(path) ? matching(path, cwd) : [manifestAt(path, cwd)]));
  return [...new Set(found)];
}

function manifestAt(path: string, cwd: string): string {
  const full = resolve(cwd, path);
  return statSync(full, { throwIfNoEntry: false })?.isDirectory() ? join(full, manifestName) : full;
}

/** A glob that ends in folders, such as `listings/*` or `listings/**`, means the manifests in them. */
function matching(pattern: string, cwd: string): string[] {
  const files = /\.ya?ml$/.test(pattern) ? pattern : `${pattern.replace(/\/$/, '')}/${manifestName}`;
  return globSync(files, { cwd, exclude: (name) => name === 'node_modules' || name === '.git' })
    .map((path) => resolve(cwd, path))
    .sort();
}

/** A path that exists is never a pattern, whatever characters it holds. */
function isGlob(path: string): boolean {
  return /[*?{[]/.test(path) && !statSync(path, { throwIfNoEntry: false });
}
