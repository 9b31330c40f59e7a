import { largeBody } from '../acts/large-body.ts';
import type { Check } from '../check.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';

export const bodyOf6MB: Check = {
  id: 'body-of-6-mb',
  rule: 'A body of 6 MiB is answered: a batch transform fills its requests up to that size unless told otherwise.',
  source: sources.batch,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSoundSample((scene, sample) =>
    largeBody(scene, sample, Math.min(6, scene.listing.inference.maxPayloadMB)),
  ),
};
