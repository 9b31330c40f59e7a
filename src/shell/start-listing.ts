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

export interface Started {
  readonly file: string;
  readonly problems: readonly LocatedProblem[];
  /** The answers make an invalid manifest, so the problems are theirs and no file's. */
  readonly isRefused: boolean;
}

/** Writes a first manifest and a model folder, unless a manifest exists or the answers make an invalid one. */
export function startListing(
  prepared: Prepared,
  answers: Answers,
  folder: string,
  { cwd, dryRun }: { readonly cwd: string; readonly dryRun: boolean },
): Started {
  const path = join(folder, manifestName);
  const file = shownName(path, cwd);
  if (existsSync(path)) return { file, problems: [alreadyThere(file)], isRefused: false };
  const text = draftManifest(prepared, answers);
  const parsed = parseManifestFile(file, { kind: 'bytes', bytes: new TextEncoder().encode(text) });
  const { problems } = validateListing(prepared, file, new Map([[file, { parsed, parents: [] }]]));
  const isRefused = problems.some(({ severity }) => severity === 'error');
  if (dryRun || isRefused) return { file, problems, isRefused };
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { flag: 'wx' });
  if (answers.productType === 'model-package') startModelFolder(join(folder, 'model'));
  return { file, problems, isRefused };
}

/** An image build needs the folder, and git keeps no empty folders. */
function startModelFolder(folder: string): void {
  if (existsSync(folder)) return;
  mkdirSync(folder);
  writeFileSync(join(folder, 'README.md'), 'Put here what `load` in src/inference.ts reads.\n');
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
