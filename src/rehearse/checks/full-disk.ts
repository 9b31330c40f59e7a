import { judgeFailure } from '../acts/judge-ending.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { notSeen } from '../verdicts.ts';

export const fullDisk: Check = {
  id: 'full-disk',
  rule: 'A job whose model does not fit on the disk ends with another code than 0 and its reason in /opt/ml/output/failure.',
  source: sources.trainingEnd,
  objector: 'buyers suffer',
  phase: 'train',
  needs: 'container',
  look: (scene) => {
    if (scene.stage.kind !== 'container') return notSeen('only a container has a disk that is full');
    return judgeFailure(scene, { ...scene.job, isDiskFull: true }, 'no space left in /opt/ml/model');
  },
};
