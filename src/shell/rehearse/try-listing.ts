import type { Prepared } from '../../generate.ts';
import { countResults, isReady, type Rehearsal } from '../../model/rehearsal.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import type { RehearsedListing } from '../../report/rehearsed-listing.ts';
import { measurementValues } from '../../report/sum-calls.ts';
import { exitCodes } from '../exit-code.ts';
import { type ListingPlace, type Outcome, performListing, type RenderedForRun } from '../perform-listing.ts';
import type { Reporter } from '../reporter.ts';
import { keepRun } from './keep-run.ts';
import { rehearseListing } from './rehearse-listing.ts';
import type { RehearseSettings } from './settings.ts';

/** One listing of a run, for the shell and for the reports. */
export interface Tried {
  readonly outcome: Outcome;
  readonly listing: RehearsedListing;
}

/** Rehearses the listing of this manifest, keeps the run in its folder, and compares it with the last one. */
export async function tryListing(
  prepared: Prepared,
  path: string,
  place: ListingPlace,
  { settings, reporter }: { readonly settings: RehearseSettings; readonly reporter: Reporter },
): Promise<Tried> {
  let rehearsal: Rehearsal | undefined;
  const outcome = await performListing(prepared, path, place, async (rendered) => {
    rehearsal = await rehearse(rendered, prepared, settings, reporter);
    const [status, code] = isReady(rehearsal)
      ? (['ready', exitCodes.done] as const)
      : (['not-ready', exitCodes.gateFailed] as const);
    return { text: '', values: { status, ...valuesOf(rehearsal) }, code };
  });
  const { manifest, refused = 'nothing was tried' } = outcome;
  return { outcome, listing: { manifest, outcome: rehearsal ?? { refused } } };
}

async function rehearse(
  { manifest, listing, folder }: RenderedForRun,
  { version: generator }: Prepared,
  { withoutEngine, image, load }: RehearseSettings,
  { say, still }: Reporter,
): Promise<Rehearsal> {
  const onResult = ({ check }: Rehearsal['results'][number]) =>
    still(`${manifest}: ${check.phase}, ${check.id}`);
  const seen = await rehearseListing({ listing, folder, withoutEngine, image, load, say, onResult });
  return { ...seen, since: keepRun(folder, seen, { generator, say }) };
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results, images, measurements, load, since } = rehearsal;
  const checks = results.map(({ check, seen, milliseconds: spent }) => ({
    ...check,
    ...seen,
    milliseconds: spent,
  }));
  const verdict = verdictOf(rehearsal);
  const count = countResults(results);
  return {
    product: listing,
    ranAs,
    milliseconds,
    verdict,
    count,
    checks,
    images,
    measurements: measurementValues(measurements),
    load,
    since,
  };
}
