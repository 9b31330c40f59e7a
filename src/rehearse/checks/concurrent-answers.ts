import { openReader } from '../answers/answer-fault.ts';
import { compareBodies } from '../answers/compare-bodies.ts';
import type { Check, ServeScene } from '../check.ts';
import type { WholeSample } from '../materials.ts';
import { callTimes, invocation } from '../questions.ts';
import { wantedFor, wholeSamples } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, isStatus, notSeen, passed } from '../verdicts.ts';

const callers = 32;

export const concurrentAnswers: Check = {
  id: 'concurrent-answers',
  rule: 'Each of several concurrent calls is answered as if it came alone: SageMaker opens as many as MaxConcurrentTransforms says, and buyers call when they like.',
  source: sources.batch,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    const samples = wholeSamples(scene);
    const alone = await Promise.all(samples.map((sample) => scene.server.ask(invocation(scene, sample))));
    const again = await Promise.all(samples.map((sample) => scene.server.ask(invocation(scene, sample))));
    const tried = samples.flatMap((sample, index) => {
      const [one, other] = [alone[index], again[index]];
      if (!one || !other || !isStatus(one, 200, 200) || !isStatus(other, 200, 200)) return [];
      const isExpected = likeAnswer(one.value.body, scene);
      return [{ sample, one, isExpected: isExpected(other) ? isExpected : undefined }];
    });
    if (tried.length === 0) return notSeen('no sample is answered with 200 when it comes alone');
    const asked = await Promise.all(
      tried.map(async ({ sample, one, isExpected }) => {
        const times = Math.ceil(callers / tried.length);
        const answers = await callTimes(scene, invocation(scene, sample), { times, callers: times });
        const faultOf = openReader(wantedFor(scene, sample));
        const others = answers.filter((answer) => !isExpected?.(answer));
        const isRandom = !isExpected || (others.length > 0 && (await varies(scene, sample, isExpected)));
        // What is of no use alone is the matter of other checks.
        const isWrong = (answer: Reply) =>
          faultOf(one) === undefined ? faultOf(answer) !== undefined : !isStatus(answer, 200, 200);
        const wrong = isRandom ? answers.filter(isWrong) : others;
        return { sample, count: answers.length, wrong };
      }),
    );
    const faults = asked.flatMap(({ sample, wrong }) =>
      wrong.map((answer) => `${sample.path}: ${answerWords(answer)}, and not the answer it gets alone`),
    );
    const count = asked.reduce((sum, one) => sum + one.count, 0);
    if (faults.length === 0) return passed(`${count} at once`);
    return failed(
      `${faults.length} of ${count} calls at once are answered differently than alone`,
      'keep what belongs to a call out of variables that calls share, and guard a model that is not made for threads',
      faults.slice(0, 5),
    );
  },
};

/**
 * Whether the sample gets another answer now and then although it comes alone: then it is enough that each can be used. Two
 * answers can be the same by chance.
 */
async function varies(scene: ServeScene, sample: WholeSample, isExpected: Judge): Promise<boolean> {
  const answers = await callTimes(scene, invocation(scene, sample), { times: callers, callers: 1 });
  return answers.some((answer) => isStatus(answer, 200, 200) && !isExpected(answer));
}

type Judge = (answer: Reply) => boolean;

/** The last digits of a prediction may depend on how many records are computed together. */
function likeAnswer(expected: Uint8Array, { listing }: ServeScene): Judge {
  return (answer) => {
    if (!isStatus(answer, 200, 200)) return false;
    const { body } = answer.value;
    if (Buffer.compare(expected, body) === 0) return true;
    const compared = compareBodies(expected, body, listing.output[0]?.codec ?? 'bytes');
    return compared.ok && compared.value.length === 0;
  };
}
