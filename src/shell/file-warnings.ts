import { dirname, resolve } from 'node:path';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { codeProblems } from './code-problems.ts';
import { modelWarnings } from './model-warnings.ts';

interface Place {
  /** As it is named in problems. */
  readonly manifest: string;
  readonly path: string;
  readonly cwd: string;
}

/** What the files beside a manifest tell that the manifest alone does not. */
export function fileWarnings(
  listing: ResolvedListing,
  { manifest, path, cwd }: Place,
): readonly LocatedProblem[] {
  const folder = dirname(resolve(cwd, path));
  return [...modelWarnings({ listing, manifest, folder, cwd }), ...codeProblems(listing, folder, cwd)];
}
