import { dirname, resolve } from 'node:path';
import type { ManifestTree } from '../model/manifest-tree.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { codeProblems } from './code-problems.ts';
import { includeErrors, secretsInside } from './include-problems.ts';
import { modelWarnings } from './model-warnings.ts';
import { scriptErrors } from './script-problems.ts';
import { serverFileProblems } from './server-problems.ts';
import { streamWarnings } from './stream-warnings.ts';

interface Place {
  /** As it is named in problems. */
  readonly manifest: string;
  readonly path: string;
  readonly cwd: string;
  readonly tree: ManifestTree;
}

/** What the files beside a manifest tell that the manifest alone does not. */
export function fileProblems(
  listing: ResolvedListing,
  { manifest, path, cwd, tree }: Place,
): readonly LocatedProblem[] {
  const folder = dirname(resolve(cwd, path));
  return [
    ...includeErrors(listing, { folder, tree }),
    ...scriptErrors(listing, folder, cwd),
    ...secretsInside(listing, { folder, tree }),
    ...streamWarnings(listing, folder, cwd),
    ...modelWarnings({ listing, manifest, folder, cwd }),
    ...codeProblems(listing, folder, cwd),
    ...serverFileProblems(listing, { folder, tree }),
  ];
}
