import { reasonOf } from '../acts/run-again.ts';
import { leftOutWords, otherValues, trialWords, tryValues } from '../acts/try-values.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterOutside: Check = {
  id: 'hyperparameter-outside',
  rule: 'Values just outside of what the manifest allows end the job with their reason: SageMaker holds them back, other ways of running the image do not.',
  source: sources.hyperparameters,
  severity: 'warning',
  phase: 'train',
  look: async (scene) => {
    const trials = (scene.listing.training?.hyperparameters ?? []).flatMap(otherValues);
    if (trials.length === 0) return notSeen('no hyperparameter of the listing has bounds');
    const result = await tryValues(scene, trials);
    if ('notSeen' in result) return notSeen(result.notSeen);
    const { tried, leftOut } = result;
    const taken = tried.filter(({ again }) => !again.ending || again.ending.code === 0);
    if (taken.length > 0)
      return failed(
        `${trialWords(taken)}: taken${leftOutWords(leftOut)}`,
        'check each hyperparameter against its bounds before the work begins',
      );
    const silent = tried.filter(({ again }) => reasonOf(again) === '');
    if (silent.length > 0)
      return failed(
        `${trialWords(silent)}: refused without a reason${leftOutWords(leftOut)}`,
        'write the cause into /opt/ml/output/failure before the training ends',
      );
    return passed(`${trialWords(tried)}: refused with a reason${leftOutWords(leftOut)}`);
  },
};
