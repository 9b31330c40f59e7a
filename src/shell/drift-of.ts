import { dirname, resolve } from 'node:path';
import type { LocatedProblem } from '../model/problem.ts';
import { driftProblems } from '../report/drift-problems.ts';
import { buyerDataProblems } from './buyer/buyer-data-problems.ts';
import type { ListingOutcome } from './run-listing.ts';

/** What a check says of a listing, after a run that wrote nothing. */
export function driftOf(outcome: ListingOutcome, cwd: string): readonly LocatedProblem[] {
  // What stands in the way of files that were never generated is reported when they are.
  const told = outcome.problems.filter(({ severity }) => !outcome.isNew || severity !== 'conflict');
  return [...told.map(asDrift), ...driftProblems(outcome), ...dataProblems(outcome, cwd)];
}

/** A listing that looks settled comes without its values: `src/shell/seen/` has judged there what is judged here. */
function dataProblems({ listing, manifest, isNew }: ListingOutcome, cwd: string): readonly LocatedProblem[] {
  if (!listing || isNew) return [];
  return buyerDataProblems(listing, { manifest, folder: dirname(resolve(cwd, manifest)), cwd });
}

/** A run repairs a damaged lock; a check reports it as drift. */
function asDrift(problem: LocatedProblem): LocatedProblem {
  return problem.code === 'lock-damaged' ? { ...problem, severity: 'conflict' } : problem;
}
