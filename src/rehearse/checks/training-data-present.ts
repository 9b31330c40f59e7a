import { sampleJob } from '../acts/sample-job.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed } from '../verdicts.ts';

/** Without data nothing of an algorithm can be checked: there is no training, and no model to serve. */
export const trainingDataPresent: Check = {
  id: 'training-data-present',
  rule: 'There is a small sample of training data: the product page needs one, and a rehearsal trains with it.',
  source: sources.listing,
  objector: 'AWS refuses',
  phase: 'image',
  of: 'algorithm',
  look: (scene) => {
    const job = sampleJob(scene);
    if (!job.ok) return failed(job.reason, 'put a few rows there, as a buyer would have them');
    return passed(job.value.channels.map(({ name }) => `local/input/data/${name}`).join(', '));
  },
};
