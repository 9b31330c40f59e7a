import { askLarge } from '../acts/large-body.ts';
import type { Check } from '../check.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed } from '../verdicts.ts';

export const bodyOverTheLimit: Check = {
  id: 'body-over-the-limit',
  rule: 'A body above the listing’s limit is answered, with 413 or with a prediction, and does not end the server: endpoints let 25 MB through, batch transforms 100 MB.',
  source: sources.limits,
  objector: 'good practice',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    const { maxPayloadMB } = scene.listing.inference;
    const answer = await askLarge(scene, sample, { above: maxPayloadMB * 2 ** 20 });
    const words = `a little above ${maxPayloadMB} MiB: ${answerWords(answer)}`;
    if (isStatus(answer, 200, 499)) return passed(words);
    return failed(
      words,
      'compare Content-Length with the limit, answer 413, and read on until the caller has sent everything',
      (await scene.server.log()).slice(-3),
    );
  }),
};
