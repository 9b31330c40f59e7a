import { lstatSync, type Stats } from 'node:fs';
import { dirname, join } from 'node:path';
import { locateProblem } from '../generate.ts';
import type { ManifestTree } from '../model/manifest-tree.ts';
import type { LocatedProblem, Problem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { mayBeSecret } from '../model/secret-paths.ts';
import { closestName } from '../problem/closest-name.ts';
import { valueInWords } from '../problem/phrasing.ts';
import { imageFilesOf } from './image-files.ts';
import { namesIn } from './names-in.ts';

/** Where a listing lies, and its manifest with the lines of its members. */
export interface IncludePlace {
  readonly folder: string;
  readonly tree: ManifestTree;
}

/** Errors where `include` names what is not there, or what Docker would not copy as it lies here. */
export function includeErrors(
  { include }: ResolvedListing,
  { folder, tree }: IncludePlace,
): readonly LocatedProblem[] {
  return include.flatMap((path, index) => {
    const problem = lookAt(folder, path, index);
    return problem ? [locateProblem(tree, problem)] : [];
  });
}

function lookAt(folder: string, path: string, index: number): Problem | undefined {
  const at = { path: ['include', index], target: 'value' } as const;
  for (const part of partsOf(path)) {
    const found = lstatSync(join(folder, part), { throwIfNoEntry: false });
    if (!found) return { ...missing(folder, path, part), at };
    if (!isCopied(found, part === path)) return { ...notRegular(path, part, found), at };
  }
  return undefined;
}

/** `a/b/c`: `a`, `a/b` and `a/b/c`. */
function partsOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.map((_, at) => steps.slice(0, at + 1).join('/'));
}

function isCopied(found: Stats, isLast: boolean): boolean {
  return found.isDirectory() || (isLast && found.isFile());
}

type Words = Omit<Problem, 'at'>;

function missing(folder: string, path: string, part: string): Words {
  const above = dirname(part) === '.' ? '' : `${dirname(part)}/`;
  const name = part.slice(above.length);
  const near = closestName(name, namesIn(join(folder, above)));
  return {
    code: 'include-missing',
    severity: 'error',
    what: `\`include\` has ${valueInWords(path)}, and the listing has no ${part === path ? 'such file or folder' : `folder ${part}`}`,
    because: 'what is included is yours, and an image cannot be built without it',
    fix:
      near === undefined
        ? 'put it there, or correct the path'
        : `write \`${above}${near}${path.slice(part.length)}\`, or put it there`,
  };
}

function notRegular(path: string, part: string, found: Stats): Words {
  const is = found.isSymbolicLink()
    ? 'a symbolic link'
    : found.isFile()
      ? 'a file, and no folder'
      : 'neither a file nor a folder';
  return {
    code: 'include-not-regular',
    severity: 'error',
    what: `\`include\` has ${valueInWords(path)}, and ${part === path ? 'this' : part} is ${is}`,
    because: 'an image is built from the listing’s folder alone, and links may lead out of it',
    fix: found.isSymbolicLink() ? 'copy there what the link points to' : 'name a file or a folder',
  };
}

/** Warnings where an included folder has files in it that usually hold secrets. The Dockerfile on disk decides. */
export function secretsInside(
  listing: ResolvedListing,
  { folder, tree }: IncludePlace,
): readonly LocatedProblem[] {
  if (listing.include.length === 0) return [];
  const files = [...(imageFilesOf(listing, folder, 'serve')?.values() ?? [])];
  return listing.include.flatMap((path, index) => {
    const secret = files.find((file) => file.startsWith(`${path}/`) && mayBeSecret(file));
    if (secret === undefined) return [];
    const problem: Problem = {
      code: 'include-secret-inside',
      severity: 'warning',
      at: { path: ['include', index], target: 'value' },
      what: `${valueInWords(path)} has ${secret} in it, which usually holds secrets`,
      because: 'what is in an image can be read by every buyer',
      fix: `remove it, or add a line  ${shortest(secret)}  at the end of .dockerignore`,
    };
    return [locateProblem(tree, problem)];
  });
}

/** The folder of keys and not one file in it. */
function shortest(secret: string): string {
  return partsOf(secret).find(mayBeSecret) ?? secret;
}
