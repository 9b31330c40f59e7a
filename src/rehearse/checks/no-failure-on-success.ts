import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const noFailureOnSuccess: Check = {
  id: 'no-failure-on-success',
  rule: 'A job that succeeds writes no /opt/ml/output/failure: SageMaker ignores the file then, so its reason is lost.',
  source: sources.algorithmImages,
  objector: 'good practice',
  phase: 'train',
  look: async ({ run }) => {
    if (!run.ok || run.value.ending?.code !== 0) return notSeen('the training did not succeed');
    const failure = await run.value.failure();
    if (failure === undefined) return passed('none');
    return failed(
      'ended with 0 and wrote a failure',
      'exit with another code than 0 where something failed',
      [failure.slice(0, 200)],
    );
  },
};
