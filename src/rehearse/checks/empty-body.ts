import { toldException } from '../answers/told-exception.ts';
import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed, whoMissesAnAnswer } from '../verdicts.ts';

export const emptyBody: Check = {
  id: 'empty-body',
  rule: 'A call without a body is answered, and is no fault of the server: the caller sees the status, and 500 says that a retry may help.',
  source: sources.modelError,
  objector: 'good practice',
  phase: 'serve',
  look: withSoundSample(async (scene) => {
    const answers: string[] = [];
    for (const { type } of scene.listing.input) {
      const answer = await scene.server.ask(invocation(scene, { type, body: new Uint8Array() }));
      answers.push(`${type}: ${answerWords(answer)}`);
      const told = toldException(answer);
      if (told !== undefined)
        return failed(
          `${type}: 200, but it tells an exception`,
          'answer 400 to an empty body: with 200 a buyer takes the words for a prediction',
          [told],
          'buyers suffer',
        );
      if (!isStatus(answer, 200, 499))
        return failed(
          answers.at(-1) ?? '',
          'answer 400 to an empty body',
          (await scene.server.log()).slice(-3),
          whoMissesAnAnswer([answer]),
        );
    }
    return passed(answers.join(', '));
  }),
};
