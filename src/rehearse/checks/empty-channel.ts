import { spoilChannel } from '../acts/spoil-channel.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';

export const emptyChannel: Check = {
  id: 'empty-channel',
  rule: 'A channel without a file is trained on, or ends the job with its reason in /opt/ml/output/failure.',
  source: sources.trainingEnd,
  objector: 'buyers suffer',
  phase: 'train',
  look: spoilChannel('nothing', 'without a file'),
};
