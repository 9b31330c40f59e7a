import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const stopTraining: Check = {
  id: 'stop-training',
  rule: 'SIGTERM ends a training within 120 seconds, with its model saved: SageMaker kills it then.',
  source: sources.trainingImage,
  severity: 'error',
  phase: 'train',
  look: async ({ stage, job, run, limits }) => {
    if ('notStarted' in run || !run.ending) return notSeen('the training did not come to its end');
    const training = await stage.train(job);
    if ('notStarted' in training) return notSeen(training.notStarted);
    const early = await training.ended(run.milliseconds / 2);
    if (early)
      return notSeen(`the training is over after ${timeWords(early.milliseconds)}, too soon to be stopped`);
    const ending = await training.stop(limits.stopTraining);
    const words = `asked to stop after ${timeWords(run.milliseconds / 2)}`;
    if (ending.wasKilled)
      return failed(
        `${words}, and killed ${timeWords(ending.milliseconds)} later`,
        'start the training with exec in a shell script, and save and end when SIGTERM comes',
        [...(ending.deaf ? [ending.deaf] : []), ...(await training.log()).slice(-5)],
      );
    return passed(`${words}: ended with ${ending.code} after ${timeWords(ending.milliseconds)}`);
  },
};
