import type { Prepared } from '../../generate.ts';
import { countResults, isReady, type Rehearsal } from '../../model/rehearsal.ts';
import { ok } from '../../model/result.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import type { RehearsedListing } from '../../report/rehearsed-listing.ts';
import { measurementValues } from '../../report/sum-calls.ts';
import { exitCodes } from '../exit-code.ts';
import { refuseNeverGenerated } from '../never-generated.ts';
import { type ListingPlace, type Outcome, performListing, type RenderedForRun } from '../perform-listing.ts';
import type { Reporter } from '../reporter.ts';
import { keepRehearsal } from './kept-rehearsal.ts';
import { rehearseListing } from './rehearse-listing.ts';
import type { RehearseSettings } from './settings.ts';

/** One listing of a run, for the exit code and for the reports. */
export interface TriedListing {
  readonly outcome: Outcome;
  readonly listing: RehearsedListing;
}

/** Rehearses one listing, compares it with its last rehearsal, and keeps the new one in its folder. */
export async function tryListing(
  prepared: Prepared,
  path: string,
  place: ListingPlace,
  { settings, reporter }: { readonly settings: RehearseSettings; readonly reporter: Reporter },
): Promise<TriedListing> {
  const outcome = await performListing(prepared, path, place, async (rendered) => {
    // An image of the seller's own needs no files beside the manifest.
    if (settings.image === undefined) refuseNeverGenerated(rendered);
    const rehearsal = await rehearse(rendered, prepared, settings, reporter);
    const [status, code] = isReady(rehearsal)
      ? (['ready', exitCodes.done] as const)
      : (['not-ready', exitCodes.gateFailed] as const);
    return { text: '', values: { status, ...valuesOf(rehearsal) }, code, rehearsal };
  });
  const { manifest, performed } = outcome;
  const rehearsed = performed.ok ? ok(performed.value.rehearsal) : performed;
  return { outcome, listing: { manifest, outcome: rehearsed } };
}

async function rehearse(
  { manifest, listing, folder }: RenderedForRun,
  { version: generator }: Prepared,
  settings: RehearseSettings,
  { say, still }: Reporter,
): Promise<Rehearsal> {
  const onResult = ({ check }: Rehearsal['results'][number]) =>
    still(`${manifest}: ${check.phase}, ${check.id}`);
  const seen = await rehearseListing({ ...settings, listing, folder, say, onResult });
  return { ...seen, since: keepRehearsal(folder, seen, { generator, say }) };
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
