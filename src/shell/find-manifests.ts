import { existsSync, globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const manifestName = 'marketplace.yaml';

/** The one manifest that a path means: a file as it is, a folder by its `marketplace.yaml`. */
export function manifestAt(path: string, cwd: string): string {
  const full = resolve(cwd, path);
  return isFolder(full) ? join(full, manifestName) : full;
}

/** Every manifest that the given paths mean: a folder that is no listing means all listings in it, a glob what it matches. */
export function findManifests(paths: readonly string[], cwd: string): string[] {
  const found = paths.flatMap((path) => (isGlob(path, cwd) ? matching(path, cwd) : manifestsAt(path, cwd)));
  return [...new Set(found)];
}

function manifestsAt(path: string, cwd: string): string[] {
  const manifest = manifestAt(path, cwd);
  if (!isFolder(resolve(cwd, path)) || existsSync(manifest)) return [manifest];
  const below = matching('**', resolve(cwd, path));
  return below.length > 0 ? below : [manifest];
}

/** A glob that ends in folders, such as `listings/*` or `listings/**`, means the manifests in them. */
function matching(pattern: string, cwd: string): string[] {
  const files = /\.ya?ml$/.test(pattern) ? pattern : `${pattern.replace(/\/$/, '')}/${manifestName}`;
  return globSync(files, { cwd, exclude: (name) => name === 'node_modules' || name === '.git' })
    .map((path) => resolve(cwd, path))
    .sort();
}

/** A path that exists is never a pattern, whatever characters it holds. */
function isGlob(path: string, cwd: string): boolean {
  return /[*?{[]/.test(path) && !existsSync(resolve(cwd, path));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
