import type { Check } from '../check.ts';
import { enlarged, invocation, noSoundSample, soundSample } from '../questions.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, notSeen, passed } from '../verdicts.ts';

export const bodyOverTheLimit: Check = {
  id: 'body-over-the-limit',
  rule: 'A body above the listing’s limit is answered, with 413 or with a prediction, and does not end the server.',
  source: sources.limits,
  severity: 'error',
  phase: 'serve',
  look: async (scene) => {
    const sample = await soundSample(scene);
    if (!sample) return notSeen(noSoundSample);
    const { maxPayloadMB } = scene.listing.inference;
    const codec = scene.listing.input.find(({ type }) => type === sample.type)?.codec ?? 'bytes';
    const body = enlarged(sample, codec, maxPayloadMB * 2 ** 20 + 1);
    const answer = await scene.server.ask(invocation(scene, { type: sample.type, body }));
    const words = `1 byte above ${maxPayloadMB} MiB: ${answerWords(answer)}`;
    if (isStatus(answer, 200, 499)) return passed(words);
    return failed(
      words,
      'compare Content-Length with the limit, answer 413, and read on until the caller has sent everything',
      (await scene.server.log()).slice(-3),
    );
  },
};
