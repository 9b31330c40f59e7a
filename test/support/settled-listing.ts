import { join } from 'node:path';
import { type ListingOutcome, runListing } from '../../src/shell/run-listing.ts';
import { looksSettled } from '../../src/shell/seen/looks-settled.ts';
import { rememberListing } from '../../src/shell/seen/remember-listing.ts';
import { waitBriefly } from '../../src/shell/wait-briefly.ts';
import { preparedForTests } from './prepared.ts';

export const ground = { build: 'a build', today: '2026-11-29', days: ['2020-01-01', '2027-01-21'] };

/** Until files of before are older than what is written next. */
export function waitForTick(): void {
  for (let step = 0; step < 3; step += 1) waitBriefly();
}

/** Runs a listing, and notes what it looks like. */
export function settle(folder: string, meanwhile: () => void = waitForTick): ListingOutcome {
  const outcome = runListing(preparedForTests(), 'marketplace.yaml', { cwd: folder, dryRun: false });
  meanwhile();
  if (outcome.settled && outcome.problems.length === 0) rememberListing(outcome.settled, ground);
  return outcome;
}

export function isSettled(folder: string, known = ground): boolean {
  return looksSettled(join(folder, 'marketplace.yaml'), known, { cwd: folder });
}

/** What a whole run says, without writing. */
export function wholeRun(folder: string): ListingOutcome {
  return runListing(preparedForTests(), 'marketplace.yaml', { cwd: folder, dryRun: true });
}
