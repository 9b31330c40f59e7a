import { countResults, outcomeOf, type Readiness, type Rehearsal, readinessOf } from '../model/rehearsal.ts';
import { countInWords } from '../problem/phrasing.ts';
import type { Paint } from '../problem/print-problems.ts';
import { alignRows, countOrDot, shortName } from './align-rows.ts';
import { detailsOf, readinessWords, secondsOf } from './print-rehearsal.ts';
import type { RehearsedListing } from './rehearsed-listing.ts';

/** A row for each listing, the failed checks of each, and a last line with the verdict for all. */
export function printRehearsals(listings: readonly RehearsedListing[], paint: Paint): string {
  if (listings.length === 0) return 'ready: there is no listing to rehearse\n';
  const rows = alignRows([titles, ...listings.map(cellsOf)], 3).map((line, index) => {
    const listing = listings[index - 1];
    return paint(listing ? colours[stateOf(listing)] : 'dim', line);
  });
  const details = listings.flatMap((listing) => failuresOf(listing, paint));
  return [...rows, '', ...details, verdictOnAll(listings), ''].join('\n');
}

const titles = ['listing', 'result', 'first failed', 'passed', 'warned', 'failed', 'not seen', 'seconds'];

const colours = { ready: 'green', 'ready-as-seen': 'yellow', 'not-ready': 'red', refused: 'red' } as const;

function stateOf({ outcome }: RehearsedListing): Readiness | 'refused' {
  return outcome.ok ? readinessOf(outcome.value) : 'refused';
}

function cellsOf(listing: RehearsedListing): readonly string[] {
  const { outcome } = listing;
  const state = stateOf(listing);
  const head = [shortName(listing.manifest), state === 'refused' ? state : readinessWords[state]];
  if (!outcome.ok) return [...head, ...titles.slice(head.length).map(() => '·')];
  const { passed, warned, failed, notSeen } = countResults(outcome.value.results);
  const counts = [passed, warned, failed, notSeen].map(countOrDot);
  return [...head, firstFailed(outcome.value) ?? '·', ...counts, secondsOf(outcome.value)];
}

function firstFailed({ results }: Rehearsal): string | undefined {
  return results.find((result) => outcomeOf(result) === 'failed')?.check.id;
}

function failuresOf({ manifest, outcome }: RehearsedListing, paint: Paint): readonly string[] {
  if (!outcome.ok) return [];
  const { listing, ranAs, results } = outcome.value;
  const lines = results.flatMap((result) => detailsOf(result, paint));
  return lines.length > 0 ? [`${manifest}: ${listing}, ${ranAs}`, '', ...lines] : [];
}

function verdictOnAll(listings: readonly RehearsedListing[]): string {
  const all = countInWords(listings.length, 'listing');
  const count = (state: ReturnType<typeof stateOf>) =>
    listings.filter((one) => stateOf(one) === state).length;
  const refused = count('refused');
  const failed = count('not-ready') + refused;
  const tried = refused > 0 ? `, ${refused} of them could not be tried` : '';
  if (failed > 0) return `not ready: ${failed} of ${all}${tried}`;
  const partly = count('ready-as-seen');
  return partly > 0
    ? `ready as far as seen: ${all}, ${partly} without the checks that need Docker`
    : `ready: ${all}`;
}
