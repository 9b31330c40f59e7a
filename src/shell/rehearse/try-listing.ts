import type { Prepared } from '../../generate.ts';
import { isOwnImage } from '../../model/own-image.ts';
import { countResults, type Rehearsal, readinessOf, severityOf } from '../../model/rehearsal.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { ok } from '../../model/result.ts';
import { verdictOf } from '../../report/print-rehearsal.ts';
import type { RehearsedListing } from '../../report/rehearsed-listing.ts';
import { measurementValues } from '../../report/sum-calls.ts';
import { recordBuyerData } from '../buyer/record-buyer-data.ts';
import { listingWith } from '../chosen-images.ts';
import { exitCodes } from '../exit-code.ts';
import { refuseNeverGenerated } from '../never-generated.ts';
import { type ListingPlace, type Outcome, performListing, type RenderedForRun } from '../perform-listing.ts';
import { WrongCall } from '../refusal.ts';
import type { Reporter, Say } from '../reporter.ts';
import { keepRehearsal } from './kept-rehearsal.ts';
import { rehearseListing } from './rehearse-listing.ts';
import { keepAnswers, recordAnswers } from './sample-answers.ts';
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
    const listing = listingWith(rendered.listing, settings.images, prepared);
    // An image of the seller's own needs no files beside the manifest.
    if (!isOwnImage(listing)) refuseNeverGenerated(rendered);
    else if (settings.withoutEngine) throw withoutImage(listing);
    const rehearsal = await rehearse({ ...rendered, listing }, prepared, settings, reporter);
    const status = readinessOf(rehearsal);
    const isEnough = status === 'ready' || (status === 'ready-as-seen' && !settings.strict);
    const code = isEnough ? exitCodes.done : exitCodes.gateFailed;
    return { text: '', values: { status, ...valuesOf(rehearsal) }, code, rehearsal };
  });
  const { manifest, performed } = outcome;
  const rehearsed = performed.ok ? ok(performed.value.rehearsal) : performed;
  return { outcome, listing: { manifest, outcome: rehearsed } };
}

function withoutImage({ images }: ResolvedListing): WrongCall {
  return new WrongCall(
    `${images.inference} is an image of your own, and \`--no-engine\` runs none`,
    'leave `--no-engine` out',
  );
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
  const since = keepRehearsal(folder, seen, { generator, say });
  const kept = keepAnswers(folder, listing.release, seen.answers);
  if (!kept.ok) say(`the answers are not kept for  --against ${listing.release} : ${kept.reason}`);
  if (settings.answerPlan.records) record(folder, listing, seen, say);
  return { ...seen, since };
}

/** A listing that is not ready answers nothing that anybody should expect. */
function record(folder: string, listing: ResolvedListing, rehearsal: Rehearsal, say: Say): void {
  if (readinessOf(rehearsal) === 'not-ready') say('nothing is recorded: the listing is not ready');
  else {
    recordAnswers(folder, listing, rehearsal.answers, say);
    recordBuyerData(folder, listing, rehearsal, say);
  }
}

function valuesOf(rehearsal: Rehearsal): object {
  const { listing, ranAs, milliseconds, results, images, measurements, load, since } = rehearsal;
  const checks = results.map((result) => ({
    ...result.check,
    severity: severityOf(result),
    ...result.seen,
    milliseconds: result.milliseconds,
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
