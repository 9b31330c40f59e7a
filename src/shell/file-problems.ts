import { join } from 'node:path';
import type { Conflict } from '../model/change-set.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { Obstacle } from './load-current-files.ts';
import { shownName } from './load-manifest.ts';

/** A problem of a file of the listing, before it is known how the folder is shown. */
export type FileProblem = Omit<LocatedProblem, 'location' | 'severity'> & { readonly path: string };

/** Something on disk that keeps a listing from being written; it is the seller's to decide, so it is a conflict. */
export function inFolder({ path, ...words }: FileProblem, folder: string, cwd: string): LocatedProblem {
  const file = shownName(join(folder, path), cwd);
  return { ...words, severity: 'conflict', location: { file, line: 1, column: 1, length: 0, source: '' } };
}

export function lockProblem(path: string, fault: string): FileProblem {
  return {
    path,
    code: 'lock-damaged',
    what: `the record of what was generated cannot be read: ${fault}`,
    fix: 'restore it from git, or delete it: files that differ are then shown as not generated, and nothing is lost',
  };
}

export function obstacleProblem({ path, kind }: Obstacle): FileProblem {
  return {
    path,
    code: kind === 'symbolic-link' ? 'symbolic-link' : 'file-in-the-way',
    what: obstacleWords[kind],
    fix: `move it away, or take the path over with  regenerate: { keep: [${path}] }  in the manifest`,
  };
}

const obstacleWords: Readonly<Record<Obstacle['kind'], string>> = {
  'symbolic-link': 'this is a symbolic link, and links are not followed out of a listing',
  folder: 'this is a folder, and a file of this name is to be generated',
  special: 'this is no plain file, and a file or folder of this name is to be generated',
  unreadable: 'the system does not let this file be read',
};

export function conflictProblem({ path, code, because }: Conflict): FileProblem {
  return {
    path,
    code,
    what: because,
    fix: `move it away and run again, or take it over with  regenerate: { keep: [${path}] }  in the manifest`,
  };
}
