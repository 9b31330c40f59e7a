import type { Check } from '../check.ts';
import { noSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, mediaType, notSeen, passed } from '../verdicts.ts';

export const declaredTypes: Check = {
  id: 'declared-types',
  rule: 'Each input type that the listing declares is answered in each output type that it declares.',
  source: sources.inferenceSpecification,
  objector: 'buyers suffer',
  phase: 'serve',
  look: async (scene) => {
    const faults: string[] = [];
    const answered: string[] = [];
    for (const { sample, output, answer, fault, body } of await scene.answers()) {
      const pair = `${sample.path} as ${output.type}`;
      const found = fault ?? typeFault(answer, output.type);
      if (found !== undefined) faults.push(`${pair}: ${found}`);
      else answered.push(`${pair}: ${answerWords(answer)}, ${body.length} bytes`);
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

function typeFault(answer: Reply, accept: string): string | undefined {
  const given = answer.ok ? answer.value.headers['content-type'] : undefined;
  return mediaType(given) === accept ? undefined : `the answer is ${given ?? 'of no type'}`;
}
