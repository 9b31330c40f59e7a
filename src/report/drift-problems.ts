import { isWrite } from '../model/change-set.ts';
import type { LocatedProblem } from '../model/problem.ts';
import { commandWord } from '../problem/phrasing.ts';
import type { PrintedRun } from './print-changes.ts';

/** What differs between a listing and what its manifest makes of it, each with the command that mends it. */
export function driftProblems({ manifest, changes }: PrintedRun): LocatedProblem[] {
  const folder = manifest.includes('/') ? manifest.slice(0, manifest.lastIndexOf('/') + 1) : '';
  return changes.filter(isWrite).flatMap(({ kind, path }): LocatedProblem[] => {
    const what = driftWords[kind];
    if (what === undefined) return [];
    return [
      {
        code: 'out-of-date',
        severity: 'conflict',
        location: { file: `${folder}${path}`, line: 1, column: 1, length: 0, source: '' },
        what,
        fix: `run  sagemaker-mkt generate ${commandWord(manifest)}  and commit the result`,
      },
    ];
  });
}

/** A conflict has words of its own. */
const driftWords: Readonly<Record<string, string>> = {
  create: 'the manifest calls for this file, and it is not there',
  update: 'this file is not what the manifest makes of it now',
  merge: 'there is news for this file, which goes together with your edits',
  delete: 'the manifest no longer calls for this file',
};
