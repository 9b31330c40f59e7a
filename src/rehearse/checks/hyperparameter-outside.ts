import { reasonOf } from '../acts/run-again.ts';
import {
  isRefused,
  leftOutWords,
  longPatience,
  otherValues,
  type Tried,
  trialWords,
  tryValues,
} from '../acts/try-values.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterOutside: Check = {
  id: 'hyperparameter-outside',
  rule: 'Values just outside of what the manifest allows end the job with their reason: SageMaker refuses such values, other ways of running the image do not.',
  source: sources.hyperparameters,
  objector: 'good practice',
  phase: 'train',
  look: async (scene) => {
    const trials = otherValues(scene.listing.training?.hyperparameters ?? []);
    if (trials.length === 0) return notSeen('no hyperparameter of the listing has bounds');
    const result = await tryValues(scene, trials, longPatience(scene));
    if (!result.ok) return notSeen(result.reason);
    const { tried, leftOut } = result.value;
    const rest = leftOutWords(leftOut);
    const taken = tried.filter((one) => !isRefused(one));
    if (taken.length > 0)
      return failed(
        `${words(taken)}: taken${rest}`,
        'check each hyperparameter against its bounds before the work begins',
      );
    const reasons = await Promise.all(tried.map(({ again }) => reasonOf(again)));
    const silent = tried.filter((_, index) => reasons[index] === '');
    if (silent.length > 0)
      return failed(
        `${words(silent)}: refused without a reason${rest}`,
        'write the cause into /opt/ml/output/failure before the training ends',
      );
    return passed(`${words(tried)}: refused with a reason${rest}`);
  },
};

function words(tried: readonly Tried[]): string {
  return trialWords(tried.map(({ trial }) => trial));
}
