import { judgeRefusal } from '../acts/judge-refusal.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { notSeen } from '../verdicts.ts';

export const corruptData: Check = {
  id: 'corrupt-data',
  rule: 'Data that cannot be read is left out, or ends the job with its reason in /opt/ml/output/failure.',
  source: sources.trainingOutput,
  severity: 'error',
  phase: 'train',
  look: async (scene) => {
    const [first, ...others] = scene.job.channels;
    if (!first) return notSeen('the job has no channel');
    const channels = [{ ...first, content: 'garbage' as const }, ...others];
    return judgeRefusal(scene, { ...scene.job, channels }, `${first.name} with 4 kB of garbage in each file`);
  },
};
