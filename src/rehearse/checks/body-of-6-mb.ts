import { largeBody } from '../acts/large-body.ts';
import type { Check } from '../check.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';

export const bodyOf6MB: Check = {
  id: 'body-of-6-mb',
  rule: 'A body of 6 MiB is answered: every endpoint lets one through, and a batch transform sends them unless told otherwise.',
  source: sources.runtimeApi,
  severity: 'error',
  phase: 'serve',
  look: withSoundSample((scene, sample) =>
    largeBody(scene, sample, Math.min(6, scene.listing.inference.maxPayloadMB)),
  ),
};
