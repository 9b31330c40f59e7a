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
  severity: 'error',
  phase: 'train',
  look: async (scene) => {
    const together = allowedTogether(scene.listing.training?.hyperparameters ?? []);
    if (together.length === 0) return notSeen('no hyperparameter of the listing has bounds');
    const all = await tryValues(scene, together, patience(scene));
    if ('notSeen' in all) return notSeen(all.notSeen);
    const refused = all.tried.filter(isRefused);
    if (refused.length === 0)
      return passed(`${trialWords(all.tried.map(({ trial }) => trial))}: taken${leftOutWords(all.leftOut)}`);
    return judgeAlone(scene, refused);
  },
};

/** Two values may not work together, so each refused value is tried alone. */
async function judgeAlone(scene: TrainScene, together: readonly Tried[]) {
  const trials = allowedValues(scene.listing.training?.hyperparameters ?? []);
  const alone = await tryValues(scene, trials, patience(scene));
  if ('notSeen' in alone) return notSeen(alone.notSeen);
  const refused = alone.tried.filter(isRefused);
  if (refused.length === 0)
    return passed(
      `${trialWords(alone.tried.map(({ trial }) => trial))}: each taken alone, not all together${leftOutWords(alone.leftOut)}`,
      together.map(refusalWords),
    );
  return failed(
    `${trialWords(refused.map(({ trial }) => trial))}: refused${leftOutWords(alone.leftOut)}`,
    'narrow the range in the manifest, or let the training take its ends',
    refused.map(refusalWords),
  );
}

function refusalWords({ trial, again }: Tried): string {
  const reason = reasonOf(again) || again.log.at(-1) || 'nothing said';
  return `${trialWords([trial])}: ended with ${again.ending?.code}: ${reason}`;
}
