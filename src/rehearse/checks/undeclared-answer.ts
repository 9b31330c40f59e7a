import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, mediaType, passed, whoMissesAnAnswer } from '../verdicts.ts';

export const undeclaredAnswer: Check = {
  id: 'undeclared-answer',
  rule: 'A caller who accepts only a type that the listing does not declare gets 406, or a type that it declares, and no fault of the server.',
  source: sources.runtimeApi,
  objector: 'good practice',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    const question = invocation(scene, sample, { headers: { accept: 'application/x-undeclared' } });
    const answer = await scene.server.ask(question);
    const type = answer.ok ? mediaType(answer.value.headers['content-type']) : '';
    if (isStatus(answer, 400, 499)) return passed(answerWords(answer));
    if (isStatus(answer, 200, 200) && scene.listing.output.some((output) => output.type === type))
      return passed(`${answerWords(answer)}, as ${type}`);
    return failed(
      `${answerWords(answer)}${type ? `, as ${type}` : ''}`,
      'answer 406, or in the first output type of the listing',
      (await scene.server.log()).slice(-3),
      whoMissesAnAnswer([answer]),
    );
  }),
};
