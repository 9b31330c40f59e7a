import { largeBody } from '../acts/large-body.ts';
import type { Check } from '../check.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { passed } from '../verdicts.ts';

export const bodyOfTheLimit: Check = {
  id: 'body-of-the-limit',
  rule: 'A body as large as the listing says it takes (inference.maxPayloadMB) is answered; endpoints let 25 MB through.',
  source: sources.limits,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    const { maxPayloadMB } = scene.listing.inference;
    if (maxPayloadMB <= 6) return passed('the limit is 6 MB at most, and has been tried');
    return largeBody(scene, sample, maxPayloadMB);
  }),
};
