import { existsSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { failure, ok, type Result } from '../../model/result.ts';
import { manifestName } from '../find-manifests.ts';
import { loadManifest } from '../load-manifest.ts';
import { type PolicyPlace, policyName } from '../policy-files.ts';
import type { UsageFault } from '../report-usage.ts';
import { type GitChanges, gitChangesSince } from './git-changes.ts';

/**
 * The given manifests (absolute paths) whose listing differs from the merge base of `ref` and HEAD: a file in its folder
 * changed, one that its manifest extends, or a policy that binds it. A manifest that was deleted since is left out; one that never existed is
 * kept, so that the command reports it.
 */
export function changedSince(
  manifests: readonly string[],
  ref: string,
  place: PolicyPlace,
): Result<readonly string[], UsageFault> {
  const found = gitChangesSince(ref, place.cwd);
  if (!found.ok) return found;
  const changes = found.value;
  const outside = manifests.find((manifest) => pathsInRepository(manifest, changes.root).length === 0);
  if (outside !== undefined) return failure(outsideRepository(outside, changes.root));
  const touched = touchedFolders(changes, manifests);
  const isChanged = (manifest: string) => {
    const inFolder = pathsInRepository(dirname(manifest), changes.root).some(
      (folder) =>
        touched.has(folder) || hasAbove(changes.paths, folder) || hasPolicyAbove(changes.paths, folder),
    );
    return existsSync(manifest)
      ? inFolder || dependsOnChange(manifest, changes, place)
      : !pathsInRepository(manifest, changes.root).some((path) => changes.paths.has(path));
  };
  return ok(manifests.filter(isChanged));
}

/** The folders of listings with a changed file. In nested listings, a file belongs to the innermost. */
function touchedFolders({ root, paths }: GitChanges, manifests: readonly string[]): ReadonlySet<string> {
  const listings = new Set(manifests.flatMap((manifest) => pathsInRepository(dirname(manifest), root)));
  const innermost = new Map<string, string | undefined>();
  const listingOf = (folder: string): string | undefined => {
    if (!innermost.has(folder)) {
      const isListing = listings.has(folder) || existsSync(join(root, folder, manifestName));
      const above = folder === '' ? undefined : parentOf(folder);
      innermost.set(folder, isListing ? folder : above === undefined ? undefined : listingOf(above));
    }
    return innermost.get(folder);
  };
  return new Set([...paths].flatMap((path) => listingOf(parentOf(path)) ?? []));
}

/** Git lists a nested repository only by its folder; then everything in it counts as changed. */
function hasAbove(paths: ReadonlySet<string>, folder: string): boolean {
  if (folder === '') return false;
  return paths.has(folder) || paths.has(`${folder}/`) || hasAbove(paths, parentOf(folder));
}

/** A policy that was deleted is no longer found by `loadManifest`. */
function hasPolicyAbove(paths: ReadonlySet<string>, folder: string): boolean {
  if (paths.has(folder === '' ? policyName : `${folder}/${policyName}`)) return true;
  return folder !== '' && hasPolicyAbove(paths, parentOf(folder));
}

/** Whether the manifest, a file that it extends, or a policy that binds it changed. */
function dependsOnChange(manifest: string, { root, paths }: GitChanges, place: PolicyPlace): boolean {
  const files = [...loadManifest(manifest, place).files.keys()].map((name) => resolve(place.cwd, name));
  return files.flatMap((file) => pathsInRepository(file, root)).some((path) => paths.has(path));
}

/** `''` is the top folder. */
function parentOf(path: string): string {
  const parent = dirname(path);
  return parent === '.' ? '' : parent;
}

/** The path as git knows it: with its own name and, if it is a link, also with that of its target. */
function pathsInRepository(path: string, root: string): string[] {
  const places = new Set([join(realPath(dirname(path)), basename(path)), realPath(path)]);
  return [...places]
    .map((place) => relative(root, place).split(sep).join('/'))
    .filter((inside) => inside !== '..' && !inside.startsWith('../') && !/^[A-Za-z]:/.test(inside));
}

/** The real path, also of a file that does not exist: then that of its folder. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}

function outsideRepository(manifest: string, root: string): UsageFault {
  return {
    what: `${manifest} is not in the git repository ${root}, so git cannot say whether it changed`,
    fix: 'run this in the repository of the listings, or leave `--since` out',
  };
}
