import { type Change, isWrite } from '../model/change-set.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { commandFor } from '../problem/phrasing.ts';
import type { PrintedRun } from './print-changes.ts';

interface Novelty {
  /** Nothing was ever generated there. */
  readonly isNew: boolean;
}

/** The differences between a listing and its manifest's output, each with the command that fixes it. */
export function driftProblems({ manifest, changes, isNew }: PrintedRun & Novelty): LocatedProblem[] {
  if (isNew) return [neverGenerated(manifest)];
  const folder = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/') + 1) : '';
  return changes.filter(isDrift).flatMap(({ kind, path }): LocatedProblem[] => {
    const what = driftWords[kind];
    if (what === undefined) return [];
    return [
      {
        code: 'out-of-date',
        severity: 'conflict',
        location: { file: `${folder}${path}`, line: 1, column: 1, length: 0, source: '' },
        what,
        fix: `run  ${commandFor('generate', manifest)}  and commit the result`,
      },
    ];
  });
}

/** One problem where every file is missing. */
function neverGenerated(manifest: string): LocatedProblem {
  return {
    code: 'never-generated',
    severity: 'conflict',
    location: { file: manifest, line: 1, column: 1, length: 0, source: '' },
    what: 'this listing was never generated',
    fix: `run  ${commandFor('generate', manifest)}  and commit the result`,
  };
}

/** A file that no run made has a problem of its own, and is no drift. */
function isDrift(change: Change): boolean {
  return isWrite(change) && !change.isAdopted;
}

/** Conflicts are not here: they have their own problems. */
const driftWords: Readonly<Record<string, string>> = {
  create: 'the manifest needs this file, and it is missing',
  update: 'this file differs from what the manifest generates now',
  merge: 'there are updates for this file, which merge with your edits',
  delete: 'the manifest no longer needs this file',
};
