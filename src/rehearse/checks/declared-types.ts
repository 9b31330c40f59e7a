import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { noSample, wholeSamples } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, mediaType, notSeen, passed, wholeAnswerWords } from '../verdicts.ts';

export const declaredTypes: Check = {
  id: 'declared-types',
  rule: 'Each input type that the listing declares is answered in each output type that it declares.',
  source: sources.resource,
  severity: 'error',
  phase: 'serve',
  look: async (scene) => {
    const faults: string[] = [];
    const answered: string[] = [];
    for (const sample of wholeSamples(scene))
      for (const { type: accept } of scene.listing.output) {
        const answer = await scene.server.ask(invocation(scene, sample, { headers: { accept } }));
        const pair = `${sample.path} as ${accept}`;
        if (!isStatus(answer, 200, 200)) faults.push(`${pair}: ${wholeAnswerWords(answer)}`);
        else if (mediaType(answer.value.headers['content-type']) !== accept)
          faults.push(`${pair}: the answer is ${answer.value.headers['content-type'] ?? 'of no type'}`);
        else answered.push(`${pair}: ${answerWords(answer)}, ${answer.value.body.length} bytes`);
      }
    if (faults.length > 0)
      return failed(
        `${faults.length} of ${faults.length + answered.length} pairs of types are not answered`,
        'fix the handler, or remove the type from contentTypes; replace a sample that no buyer would send',
        [...faults, ...(await scene.server.log()).slice(-3)],
      );
    return answered.length > 0 ? passed(`${answered.length} pairs`, answered) : notSeen(noSample);
  },
};
