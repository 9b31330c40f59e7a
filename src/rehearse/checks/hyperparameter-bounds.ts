import { reasonOf } from '../acts/run-again.ts';
import { allowedValues, leftOutWords, trialWords, tryValues } from '../acts/try-values.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterBounds: Check = {
  id: 'hyperparameter-bounds',
  rule: 'What the manifest allows is taken: the least and the greatest value of each range, and each value of a set.',
  source: sources.hyperparameters,
  severity: 'error',
  phase: 'train',
  look: async (scene) => {
    const trials = (scene.listing.training?.hyperparameters ?? []).flatMap(allowedValues);
    if (trials.length === 0) return notSeen('no hyperparameter of the listing has bounds');
    const result = await tryValues(scene, trials);
    if ('notSeen' in result) return notSeen(result.notSeen);
    const { tried, leftOut } = result;
    const refused = tried.filter(({ again }) => again.ending && again.ending.code !== 0);
    if (refused.length === 0) return passed(`${trialWords(tried)}: taken${leftOutWords(leftOut)}`);
    return failed(
      `${trialWords(refused)}: refused${leftOutWords(leftOut)}`,
      'narrow the range in the manifest, or let the training take its ends',
      refused.map(({ name, value, again }) => {
        const reason = reasonOf(again) || again.log.at(-1) || 'nothing said';
        return `${name} = ${value}: ended with ${again.ending?.code}: ${reason}`;
      }),
    );
  },
};
