import { countResults, type Rehearsal } from '../../model/rehearsal.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import { exitCodes } from '../exit-code.ts';
import type { Performed, RenderedForRun } from '../perform-listing.ts';
import { rehearseListing } from './rehearse-listing.ts';
import type { RehearseSettings } from './settings.ts';

/** Says what it builds, and of which check the result has come. */
export function rehearse(
  { manifest, listing, folder }: RenderedForRun,
  { withoutEngine, image }: RehearseSettings,
  say: (line: string) => void,
  still: (line: string) => void,
): Promise<Rehearsal> {
  const onResult = ({ check }: Rehearsal['results'][number]) =>
    still(`${manifest}: ${check.phase}, ${check.id}`);
  return rehearseListing({ listing, folder, withoutEngine, image, say, onResult });
}

export function performedBy(rehearsal: Rehearsal, text: string): Performed {
  const isReady = countResults(rehearsal.results).failed === 0;
  return {
    text,
    values: { status: isReady ? 'ready' : 'not-ready', ...valuesOf(rehearsal) },
    code: isReady ? exitCodes.done : exitCodes.gateFailed,
  };
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results } = rehearsal;
  const checks = results.map(({ check, seen, milliseconds: spent }) => ({
    ...check,
    ...seen,
    milliseconds: spent,
  }));
  const verdict = verdictOf(rehearsal);
  return { product: listing, ranAs, milliseconds, verdict, count: countResults(results), checks };
}
