import type { Seen } from '../../model/rehearsal.ts';
import type { ServeScene } from '../check.ts';
import { enlarged, invocation, noSoundSample, soundSample } from '../questions.ts';
import { answerWords, failed, isStatus, notSeen, passed, wholeAnswerWords } from '../verdicts.ts';

/** Sends the first sample grown to so many MiB; refusing it as malformed is an answer, as too large is not. */
export async function largeBody(scene: ServeScene, megabytes: number): Promise<Seen> {
  const sample = await soundSample(scene);
  if (!sample) return notSeen(noSoundSample);
  const codec = scene.listing.input.find(({ type }) => type === sample.type)?.codec ?? 'bytes';
  const body = enlarged(sample, codec, megabytes * 2 ** 20);
  const answer = await scene.server.ask(invocation(scene, { type: sample.type, body }));
  const words = `${megabytes} MiB of ${sample.type}: ${answerWords(answer)}`;
  const whole = wholeAnswerWords(answer);
  if (isStatus(answer, 200, 499) && answer.status !== 413) return passed(words);
  return failed(
    words,
    'let the server take bodies of this size, and read them without keeping several copies; or lower inference.maxPayloadMB',
    [whole, ...(await scene.server.log()).slice(-3)],
  );
}
