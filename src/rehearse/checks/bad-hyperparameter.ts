import { judgeFailure } from '../acts/judge-ending.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { notSeen } from '../verdicts.ts';

export const badHyperparameter: Check = {
  id: 'bad-hyperparameter',
  rule: 'A hyperparameter that cannot be used ends the job with another code than 0 and its reason in /opt/ml/output/failure.',
  source: sources.trainingEnd,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const named = scene.listing.training?.hyperparameters.find(({ type }) => type !== 'free-text');
    if (!named) return notSeen('the listing has no hyperparameter that a text could be wrong for');
    const hyperparameters = { ...scene.job.hyperparameters, [named.name]: 'not-a-value' };
    return judgeFailure(scene, { ...scene.job, hyperparameters }, `${named.name} = not-a-value`);
  },
};
