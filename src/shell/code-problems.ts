import { packageFaults, placeFaults } from '../imports/judge-imports.ts';
import type { LocatedProblem } from '../model/problem.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { listingCode } from './listing-code.ts';
import { inFolder } from './listing-problems.ts';

/** Warnings where the seller's code imports what its image will not have. A rehearsal decides. */
export function codeProblems(
  listing: ResolvedListing,
  folder: string,
  cwd: string,
): readonly LocatedProblem[] {
  const code = listingCode(listing, folder);
  if (!code) return [];
  const faults = [
    ...placeFaults(code.scanned, listing.include),
    ...packageFaults(code.scanned, code.installed),
  ];
  return faults.map(({ code, at, what, fix }) => {
    const problem = { code, what, fix, because, path: at.file, line: at.line, severity: 'warning' } as const;
    const located = inFolder(problem, folder, cwd);
    const column = at.source.indexOf(at.module) + 1;
    const found = column > 0 ? { column, length: at.module.length } : {};
    return { ...located, location: { ...located.location, ...found, source: at.source } };
  });
}

const because =
  'an image has the files that its Dockerfile copies and the packages that it installs, and nothing else';
