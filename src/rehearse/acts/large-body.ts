import type { Seen } from '../../model/rehearsal.ts';
import type { ServeScene } from '../check.ts';
import type { WholeSample } from '../materials.ts';
import { invocation } from '../questions.ts';
import { enlarged, type Size } from '../samples.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, isStatus, passed, wholeAnswerWords } from '../verdicts.ts';

/** Sends the sample enlarged to this size. The server may refuse it as malformed, but not as too large. */
export async function largeBody(scene: ServeScene, sample: WholeSample, megabytes: number): Promise<Seen> {
  const answer = await askLarge(scene, sample, { most: megabytes * 2 ** 20 });
  const words = `${megabytes} MiB of ${sample.type}: ${answerWords(answer)}`;
  if (isStatus(answer, 200, 499) && answer.value.status !== 413) return passed(words);
  return failed(
    words,
    'let the server take bodies of this size, and read them without keeping several copies; or lower inference.maxPayloadMB',
    [wholeAnswerWords(answer), ...(await scene.server.log()).slice(-3)],
  );
}

export function askLarge(scene: ServeScene, sample: WholeSample, size: Size): Promise<Reply> {
  const codec = scene.listing.input.find(({ type }) => type === sample.type)?.codec ?? 'bytes';
  return scene.server.ask(invocation(scene, { type: sample.type, body: enlarged(sample, codec, size) }));
}
