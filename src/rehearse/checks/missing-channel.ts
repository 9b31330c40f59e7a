import { judgeFailure } from '../acts/judge-ending.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { notSeen } from '../verdicts.ts';

export const missingChannel: Check = {
  id: 'missing-channel',
  rule: 'A job without a channel that it needs ends with another code than 0 and its reason in /opt/ml/output/failure.',
  source: sources.trainingEnd,
  objector: 'buyers suffer',
  phase: 'train',
  look: async (scene) => {
    const needed = scene.listing.training?.channels.find(({ required }) => required);
    if (!needed) return notSeen('the listing has no channel that a job must have');
    const channels = scene.job.channels.filter(({ name }) => name !== needed.name);
    return judgeFailure(scene, { ...scene.job, channels }, `without ${needed.name}`);
  },
};
