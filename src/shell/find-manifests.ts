import { existsSync, globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { standardInput } from './commands/standard-input.ts';

export const manifestName = 'marketplace.yaml';

/** The manifest at a path: the file itself, the `marketplace.yaml` of a folder, or `-` for standard input. */
export function manifestAt(path: string, cwd: string): string {
  if (path === standardInput) return path;
  const full = resolve(cwd, path);
  return isFolder(full) ? join(full, manifestName) : full;
}

/** All manifests of the given paths. A folder without a manifest stands for all listings below it. */
export function findManifests(paths: readonly string[], cwd: string): string[] {
  const found = paths.flatMap((path) => (isGlob(path, cwd) ? matching(path, cwd) : manifestsAt(path, cwd)));
  return [...new Set(found)];
}

function manifestsAt(path: string, cwd: string): string[] {
  const manifest = manifestAt(path, cwd);
  if (manifest === standardInput) return [manifest];
  if (!isFolder(resolve(cwd, path)) || existsSync(manifest)) return [manifest];
  const below = matching('**', resolve(cwd, path));
  return below.length > 0 ? below : [manifest];
}

/** A glob that matches folders, such as `listings/*`, stands for the manifests in them. */
function matching(pattern: string, cwd: string): string[] {
  const files = /\.ya?ml$/.test(pattern) ? pattern : `${pattern.replace(/\/$/, '')}/${manifestName}`;
  return globSync(files, { cwd, exclude: (name) => name === 'node_modules' || name === '.git' })
    .map((path) => resolve(cwd, path))
    .sort();
}

/** A path that exists is never treated as a pattern. */
function isGlob(path: string, cwd: string): boolean {
  return /[*?{[]/.test(path) && !existsSync(resolve(cwd, path));
}

function isFolder(path: string): boolean {
  try {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  } catch {
    // Nobody may look there, or it is a link to itself: who reads it says so, of this manifest alone.
    return false;
  }
}
