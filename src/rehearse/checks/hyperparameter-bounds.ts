import { reasonOf } from '../acts/run-again.ts';
import {
  allowedTogether,
  allowedValues,
  isRefused,
  leftOutWords,
  patience,
  type Tried,
  trialWords,
  tryValues,
} from '../acts/try-values.ts';
import type { Check, TrainScene } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

export const hyperparameterBounds: Check = {
  id: 'hyperparameter-bounds',
  rule: 'Values that the manifest allows are accepted: the least and the greatest value of each range, and each value of a set.',
  source: sources.hyperparameters,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const together = allowedTogether(scene.listing.training?.hyperparameters ?? []);
    if (together.length === 0) return notSeen('no hyperparameter of the listing has bounds');
    const result = await tryValues(scene, together, patience(scene));
    if (!result.ok) return notSeen(result.reason);
    const { tried, leftOut } = result.value;
    const refused = tried.filter(isRefused);
    if (refused.length === 0)
      return passed(`${trialWords(tried.map(({ trial }) => trial))}: taken${leftOutWords(leftOut)}`);
    return judgeAlone(scene, refused);
  },
};

/** Two values may not work together, so each refused value is tried alone. */
async function judgeAlone(scene: TrainScene, together: readonly Tried[]) {
  const trials = allowedValues(scene.listing.training?.hyperparameters ?? []);
  const result = await tryValues(scene, trials, patience(scene));
  if (!result.ok) return notSeen(result.reason);
  const { tried, leftOut } = result.value;
  const refused = tried.filter(isRefused);
  if (refused.length === 0)
    return passed(
      `${trialWords(tried.map(({ trial }) => trial))}: each taken alone, not all together${leftOutWords(leftOut)}`,
      await Promise.all(together.map(refusalWords)),
    );
  return failed(
    `${trialWords(refused.map(({ trial }) => trial))}: refused${leftOutWords(leftOut)}`,
    'narrow the range in the manifest, or let the training take its ends',
    await Promise.all(refused.map(refusalWords)),
  );
}

async function refusalWords({ trial, again }: Tried): Promise<string> {
  const reason = (await reasonOf(again)) || (await again.log()).at(-1) || 'nothing said';
  return `${trialWords([trial])}: ended with ${again.ending?.code}: ${reason}`;
}
