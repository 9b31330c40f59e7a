import { countResults, type Rehearsal } from '../model/rehearsal.ts';
import type { Paint } from '../problem/print-problems.ts';
import { countInWords } from '../problem/words.ts';
import { alignRows } from './align-rows.ts';
import { detailsOf, secondsOf } from './print-rehearsal.ts';

export interface TriedListing {
  readonly manifest: string;
  /** Undefined where nothing could be tried. */
  readonly rehearsal: Rehearsal | undefined;
}

/** A row for each listing, what failed in each, and one last line that says whether all of them are ready. */
export function printRehearsals(listings: readonly TriedListing[], paint: Paint): string {
  if (listings.length === 0) return 'ready: there is no listing to rehearse\n';
  const rows = alignRows([titles, ...listings.map(cellsOf)], 3).map((line, index) => {
    const listing = listings[index - 1];
    return paint(listing ? colours[stateOf(listing)] : 'dim', line);
  });
  const details = listings.flatMap((listing) => failuresOf(listing, paint));
  return [...rows, '', ...details, verdictOnAll(listings), ''].join('\n');
}

const titles = ['listing', 'result', 'first failed', 'passed', 'warned', 'failed', 'not seen', 'seconds'];

const colours = { ready: 'green', 'not ready': 'red', refused: 'red' } as const;

function stateOf({ rehearsal }: TriedListing): keyof typeof colours {
  if (!rehearsal) return 'refused';
  return countResults(rehearsal.results).failed === 0 ? 'ready' : 'not ready';
}

function cellsOf(listing: TriedListing): readonly string[] {
  const { rehearsal } = listing;
  const head = [shortName(listing), stateOf(listing)];
  if (!rehearsal) return [...head, ...titles.slice(head.length).map(() => '·')];
  const { passed, warned, failed, notSeen } = countResults(rehearsal.results);
  const counts = [passed, warned, failed, notSeen].map((count) => (count === 0 ? '·' : String(count)));
  return [...head, firstFailed(rehearsal) ?? '·', ...counts, secondsOf(rehearsal)];
}

function firstFailed({ results }: Rehearsal): string | undefined {
  const severe = results.find(({ check, seen }) => seen.verdict === 'failed' && check.severity === 'error');
  return severe?.check.id;
}

function shortName({ manifest }: TriedListing): string {
  return manifest.replace(/\/marketplace\.yaml$/, '');
}

function failuresOf({ manifest, rehearsal }: TriedListing, paint: Paint): readonly string[] {
  const lines = (rehearsal?.results ?? []).flatMap((result) => detailsOf(result, paint));
  return rehearsal && lines.length > 0
    ? [`${manifest}: ${rehearsal.listing}, ${rehearsal.ranAs}`, '', ...lines]
    : [];
}

function verdictOnAll(listings: readonly TriedListing[]): string {
  const all = countInWords(listings.length, 'listing');
  const count = (state: keyof typeof colours) => listings.filter((one) => stateOf(one) === state).length;
  const refused = count('refused');
  const failed = count('not ready') + refused;
  const tried = refused > 0 ? `, ${refused} of them could not be tried` : '';
  return failed === 0 ? `ready: ${all}` : `not ready: ${failed} of ${all}${tried}`;
}
