import { spoilChannel } from '../acts/spoil-channel.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';

export const corruptData: Check = {
  id: 'corrupt-data',
  rule: 'Data that cannot be read is left out, or ends the job with its reason in /opt/ml/output/failure.',
  source: sources.trainingEnd,
  objector: 'buyers suffer',
  phase: 'train',
  look: spoilChannel('garbage', 'with 4 kB of garbage in each file'),
};
