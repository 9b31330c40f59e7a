import { failure, ok, type Result } from '../../model/result.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import type { Job, Stage, Training } from '../stage.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const stopTraining: Check = {
  id: 'stop-training',
  rule: 'SIGTERM ends a training within 120 seconds; after that SageMaker kills it, and what it has not saved is lost.',
  source: sources.trainingImage,
  objector: 'buyers suffer',
  phase: 'train',
  look: async ({ stage, job, run, limits }) => {
    if (!run.ok || !run.value.ending) return notSeen('the training did not come to its end');
    const half = await trainHalf(stage, job, run.value.milliseconds / 2);
    if (!half.ok) return notSeen(half.reason);
    const { training, afterMs } = half.value;
    const ending = await training.stop(limits.stopTraining);
    const words = `asked to stop after ${timeWords(afterMs)}`;
    if (ending.wasKilled)
      return failed(
        `${words}, and killed ${timeWords(ending.milliseconds)} later`,
        'save and end when SIGTERM comes: it needs a handler in the program that is process 1, which exec in a shell script makes it',
        [...(ending.ignoresSigterm ? [ending.ignoresSigterm] : []), ...(await training.log()).slice(-5)],
      );
    return passed(`${words}: ended with ${ending.code} after ${timeWords(ending.milliseconds)}`);
  },
};

/** The machine may have slowed the first job. If a job ends too soon, half of its own time is used for the next try. */
async function trainHalf(
  stage: Stage,
  job: Job,
  firstMs: number,
): Promise<Result<{ readonly training: Training; readonly afterMs: number }>> {
  let afterMs = firstMs;
  for (let tries = 0; tries < 3; tries += 1) {
    const training = await stage.train(job);
    if (!training.ok) return training;
    const early = await training.value.ended(afterMs);
    if (!early) return ok({ training: training.value, afterMs });
    afterMs = early.milliseconds / 2;
  }
  return failure(`the training is over after ${timeWords(2 * afterMs)}, too soon to be stopped`);
}
