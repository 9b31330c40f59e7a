import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { draftManifest, type Prepared, parseManifestFile, validateListing } from '../generate.ts';
import type { Answers } from '../model/answers.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { manifestName } from './find-manifests.ts';
import { shownName } from './shown-name.ts';

/** Makes a name that every AWS service accepts from the name of a folder. */
export function nameFromFolder(folder: string): string {
  const words = basename(folder)
    .normalize('NFKD')
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = (words ?? [])
    .join('-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 40);
  return name.length > 1 ? name : 'my-model';
}

/** Writes a first manifest, unless a manifest exists or the answers make an invalid one. */
export function startListing(
  prepared: Prepared,
  answers: Answers,
  folder: string,
  { cwd, dryRun }: { readonly cwd: string; readonly dryRun: boolean },
): { readonly file: string; readonly problems: readonly LocatedProblem[] } {
  const path = join(folder, manifestName);
  const file = shownName(path, cwd);
  if (existsSync(path)) return { file, problems: [alreadyThere(file)] };
  const text = draftManifest(prepared, answers);
  const parsed = parseManifestFile(file, { kind: 'bytes', bytes: new TextEncoder().encode(text) });
  const { problems } = validateListing(prepared, file, new Map([[file, { parsed, parents: [] }]]));
  if (dryRun || problems.some(({ severity }) => severity === 'error')) return { file, problems };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  return { file, problems };
}

function alreadyThere(file: string): LocatedProblem {
  return {
    code: 'manifest-exists',
    severity: 'error',
    location: { file, line: 1, column: 1, length: 0, source: '' },
    what: 'there is a manifest here already, and it is not overwritten',
    fix: 'edit it, or start in another folder',
  };
}
