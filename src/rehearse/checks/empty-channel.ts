import { judgeRefusal } from '../acts/judge-refusal.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { notSeen } from '../verdicts.ts';

export const emptyChannel: Check = {
  id: 'empty-channel',
  rule: 'A channel without a file is trained on, or ends the job with its reason in /opt/ml/output/failure.',
  source: sources.trainingOutput,
  severity: 'error',
  phase: 'train',
  look: async (scene) => {
    const [first, ...others] = scene.job.channels;
    if (!first) return notSeen('the job has no channel');
    const channels = [{ ...first, content: 'nothing' as const }, ...others];
    return judgeRefusal(scene, { ...scene.job, channels }, `${first.name} without a file`);
  },
};
