import { dirname, resolve } from 'node:path';
import { nextSteps } from '../../generate.ts';
import type { Change } from '../../model/change-set.ts';
import type { Paint } from '../../problem/print-problems.ts';
import { printChanges, printEachFile, printPlan, sumLine } from '../../report/print-changes.ts';
import { printNextSteps } from '../../report/print-next-steps.ts';
import { adoptions } from '../adoption-problems.ts';
import { holdsModel } from '../model-files.ts';
import type { ListingOutcome } from '../run-listing.ts';
import type { FleetCall } from './fleet-call.ts';

/** The files of a listing, as a command prints them. `isAlone`: no other listing is printed. */
export function printListing(
  outcome: ListingOutcome,
  { command, detail, dryRun, cwd }: FleetCall,
  { paint, isAlone }: { readonly paint: Paint; readonly isAlone: boolean },
): string {
  if (command === 'check') return printEachFile(outcome, paint);
  if (detail === 'quiet') return sumLine(outcome, paint);
  const { status, changes } = outcome;
  const isWorthIt = isAlone || status === 'planned' || adoptions(changes).length > 0;
  if (dryRun) return isWorthIt ? printPlan(outcome, paint) : '';
  const print = detail === 'verbose' ? printEachFile : printChanges;
  return print(outcome, paint) + stepsAfter(outcome, cwd, paint);
}

/** What to do next, where the seller has never started the listing. */
function stepsAfter(
  { status, listing, changes, manifest }: ListingOutcome,
  cwd: string,
  paint: Paint,
): string {
  const isNew = changes.some(({ kind, path }) => kind === 'create' && ['bin/serve', 'serve'].includes(path));
  if (status !== 'written' || !listing || !isNew) return '';
  const hasModel = holdsModel(listing, resolve(cwd, dirname(manifest)));
  const steps = nextSteps(listing, hasModel).map(({ command, does }) => ({
    command: withoutOwnScripts(command, changes),
    does,
  }));
  return printNextSteps(steps, dirname(manifest), paint);
}

/** Where `npm start` is the seller's own, what ours would run. */
function withoutOwnScripts(command: string, changes: readonly Change[]): string {
  const { kept = [] } = changes.find(({ path }) => path === 'package.json') ?? {};
  return kept.reduce((result, { path: [group, name = ''], generated }) => {
    const called = name === 'start' ? 'npm start' : `npm run ${name}`;
    return group === 'scripts' && typeof generated === 'string' ? result.replace(called, generated) : result;
  }, command);
}
