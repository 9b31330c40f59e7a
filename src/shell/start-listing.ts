import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { draftManifest, explainListing, type Prepared, parseManifestFile } from '../generate.ts';
import type { Answers } from '../model/answers.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { manifestName } from './find-manifests.ts';
import { shownName } from './shown-name.ts';

export interface StartedListing {
  readonly file: string;
  readonly problems: readonly LocatedProblem[];
  /** Present when no problem is an error. */
  readonly listing?: ResolvedListing;
  /** The answers make an invalid manifest, so the problems are theirs and no file's. */
  readonly isRefused: boolean;
}

/** Writes a first manifest, unless a manifest exists or the answers make an invalid one. */
export function startListing(
  prepared: Prepared,
  answers: Answers,
  folder: string,
  { cwd, dryRun }: { readonly cwd: string; readonly dryRun: boolean },
): StartedListing {
  const path = join(folder, manifestName);
  const file = shownName(path, cwd);
  if (existsSync(path)) return { file, problems: [alreadyThere(file)], isRefused: false };
  const { text, listing, problems } = checkDraft(prepared, answers, file);
  if (!listing) return { file, problems, isRefused: true };
  if (!dryRun) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text, { flag: 'wx' });
  }
  return { file, problems, listing, isRefused: false };
}

/** The first sentence that says why these answers cannot make a manifest; undefined if they can. */
export function faultOfAnswers(prepared: Prepared, answers: Answers): string | undefined {
  const { problems } = checkDraft(prepared, answers, manifestName);
  const fault = problems.find(({ severity }) => severity === 'error');
  return fault && `${fault.what}; ${fault.fix}`;
}

function checkDraft(prepared: Prepared, answers: Answers, file: string) {
  const text = draftManifest(prepared, answers);
  const parsed = parseManifestFile(file, { kind: 'bytes', bytes: new TextEncoder().encode(text) });
  const { problems, resolved } = explainListing(prepared, file, new Map([[file, { parsed, parents: [] }]]));
  return { text, problems, ...(resolved && { listing: resolved.value }) };
}

function alreadyThere(file: string): LocatedProblem {
  return {
    code: 'manifest-exists',
    severity: 'error',
    location: { file, line: 1, column: 1, length: 0, source: '' },
    what: 'a manifest already exists here, and it is not overwritten',
    fix: 'edit it, or start in another folder',
  };
}
