import type { CheckFacts, Rehearsed } from '../model/rehearsal.ts';
import type { ResolvedListing } from '../model/resolved-listing.ts';
import { ok } from '../model/result.ts';
import { finishJob, jobsAtOnce } from './acts/run-again.ts';
import { sampleJob } from './acts/sample-job.ts';
import type { SampleRun } from './check.ts';
import { performCheck, unseen } from './perform-check.ts';
import { checksIn, leaveOut, playAct, type Run, sceneOf } from './play-act.ts';
import { playServer } from './play-server.ts';
import type { Job } from './stage.ts';

/** Runs the acts one by one; every check gets a result, also when the listing fails. */
export async function runChecks(run: Run): Promise<readonly Rehearsed[]> {
  const results: Rehearsed[] = [];
  const recorded: Run = {
    ...run,
    checks: run.checks
      .filter((check) => isFor(check, run.materials.listing))
      .filter(({ phase }) => run.load || phase !== 'load')
      .filter(({ id }) => run.materials.against || id !== 'same-as-release'),
    onResult: (result) => {
      results.push(result);
      run.onResult(result);
    },
  };
  await playImages(recorded);
  const model = await playTraining(recorded);
  await playServer(recorded, model);
  await playAfter(recorded);
  return results;
}

function isFor({ of, phase }: CheckFacts, { productType, fields, inference }: ResolvedListing): boolean {
  if (of === 'algorithm' || phase === 'train') return productType === 'algorithm';
  if (of === 'input fields') return fields.input.length > 0;
  if (of === 'conversations') return inference.bidirectional !== null;
  return of === undefined || fields.output.length > 0;
}

async function playImages(run: Run): Promise<void> {
  const images = await run.stage.images();
  for (const check of checksIn(run, 'image')) {
    const look = () => check.look({ ...sceneOf(run), images });
    const isHidden = check.needs && images.length === 0;
    run.onResult(
      isHidden
        ? unseen(check, 'only an image shows it')
        : await performCheck({ facts: check, look }, run.stage),
    );
  }
}

/** Returns the model to serve; undefined where the manifest names its place. */
async function playTraining(run: Run): Promise<string | undefined> {
  const { materials } = run;
  if (!materials.listing.training) return undefined;
  const job = sampleJob(materials);
  if (!job.ok) {
    leaveOut(run, ['train'], job.reason);
    return materials.localModel;
  }
  const sampleRun = await trainOnce(run, job.value);
  await playAct(run, 'train', { job: job.value, run: sampleRun }, jobsAtOnce(sampleRun, 2));
  const isTrained = sampleRun.ok && sampleRun.value.ending?.code === 0;
  return isTrained ? sampleRun.value.trained.folder : materials.localModel;
}

async function trainOnce({ stage, limits }: Run, job: Job): Promise<SampleRun> {
  const begun = stage.now();
  const training = await stage.train(job);
  if (!training.ok) return training;
  const finished = await finishJob(training.value, limits.training);
  const milliseconds = stage.now() - begun;
  return ok({ ...finished, trained: await finished.model(), milliseconds });
}

/** Runs also when the listing failed: what it tried to do may be the cause. */
async function playAfter(run: Run): Promise<void> {
  if (checksIn(run, 'after').length > 0) await playAct(run, 'after', { traces: await run.stage.traces() });
}
