import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Load, LoadPlan } from '../../model/measurements.ts';
import type { Rehearsal, Rehearsed } from '../../model/rehearsal.ts';
import type { ResolvedListing } from '../../model/resolved-listing.ts';
import { allChecks } from '../../rehearse/all-checks.ts';
import { type TimeLimits, timeLimits } from '../../rehearse/limits.ts';
import { recordCalls } from '../../rehearse/record-calls.ts';
import { runChecks } from '../../rehearse/run-checks.ts';
import { chooseStage } from './choose-stage.ts';
import { type Cleanup, withCleanup } from './cleanup.ts';
import { type AnswerPlan, loadMaterials } from './load-materials.ts';
import { watchdog } from './watchdog.ts';

export interface ListingToRehearse {
  readonly listing: ResolvedListing;
  readonly folder: string;
  /** Runs without an image, even where an engine exists. */
  readonly withoutEngine: boolean;
  readonly say?: (line: string) => void;
  readonly onResult?: (result: Rehearsed) => void;
  /** By default they are compared with those beside the samples. */
  readonly answerPlan?: AnswerPlan;
  /** Given to the listing's programs besides the usual ones. */
  readonly variables?: Readonly<Record<string, string>>;
  /** No load is made where it is absent. */
  readonly load?: LoadPlan | undefined;
  /** Tests pass shorter limits than SageMaker's. */
  readonly limits?: TimeLimits;
}

/** Does to the listing what AWS will do, and cleans up. */
export function rehearseListing(asked: ListingToRehearse): Promise<Rehearsal> {
  const { listing, folder, withoutEngine, limits = timeLimits } = asked;
  const { onResult = () => {}, say = () => {}, variables = {}, answerPlan } = asked;
  const begun = performance.now();
  return withCleanup(async (cleanup) => {
    const scratch = makeScratch(cleanup);
    const set = await chooseStage({
      ...{ listing, folder, withoutEngine, variables },
      ...{ scratch, cleanup, say },
    });
    const { stage, measurements, images } = recordCalls(set.stage);
    const materials = loadMaterials(listing, folder, answerPlan);
    const loads: Load[] = [];
    let answers: Rehearsal['answers'] = [];
    let transformed: Rehearsal['transformed'];
    const load = asked.load && { plan: asked.load, onLoad: (made: Load) => void loads.push(made) };
    const results = await runChecks({
      stage,
      materials,
      limits,
      checks: allChecks,
      onResult,
      onAnswers: (given) => {
        answers = given;
      },
      onTransform: ({ recorded }) => {
        transformed = recorded;
      },
      load,
    });
    return {
      listing: listing.name,
      ranAs: set.ranAs,
      stage: stage.kind,
      results,
      answers,
      transformed,
      milliseconds: Math.round(performance.now() - begun),
      measurements: measurements(),
      load: loads[0] ?? null,
      images: images(),
      since: null,
    };
  });
}

function makeScratch(cleanup: Cleanup): string {
  const scratch = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-rehearsal-'));
  const guard = watchdog('sleep 1; rm -rf -- "$1"', [scratch]);
  cleanup.add(() => rmSync(scratch, { recursive: true, force: true, maxRetries: 5 }), guard);
  return scratch;
}
