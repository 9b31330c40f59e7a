import { lastWords } from '../acts/run-again.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const trainSucceeds: Check = {
  id: 'train-succeeds',
  rule: 'A job with sound data and hyperparameters ends with 0, or it has failed, and with it AWS’s validation.',
  source: sources.trainingEnd,
  objector: 'AWS refuses',
  phase: 'train',
  look: async ({ run, job, limits }) => {
    if (!run.ok) return notSeen('the training did not start');
    const { ending } = run.value;
    const channels = job.channels.map(({ name }) => name).join(', ');
    if (ending?.code === 0) return passed(`${timeWords(ending.milliseconds)} on ${channels}`);
    const evidence = await lastWords(run.value, 8);
    if (!ending)
      return failed(
        `still running after ${timeWords(limits.training)}`,
        'put less data into local/',
        evidence,
      );
    return failed(`ended with ${ending.code}`, 'fix the error that it printed last', evidence);
  },
};
