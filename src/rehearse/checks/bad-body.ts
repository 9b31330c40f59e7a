import { toldException } from '../answers/told-exception.ts';
import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, isStatus, passed, whoMissesAnAnswer } from '../verdicts.ts';

/** None of these is JSON, CSV of numbers, a NumPy array or a picture. */
const bodies = ['{"', '["a', 'a,"b', '\u0000\u0000\u0000', '\u0093NUMPY'.repeat(9)];

interface Wrong {
  readonly sent: string;
  readonly answer: Reply;
}

export const badBody: Check = {
  id: 'bad-body',
  rule: 'A body that does not fit its type is the caller’s fault (400), or is accepted: the caller sees the status, and 500 says that a retry may help. No exception is told with 200.',
  source: sources.modelError,
  objector: 'good practice',
  phase: 'serve',
  look: withSoundSample(async (scene) => {
    const wrong: Wrong[] = [];
    const told: Wrong[] = [];
    let count = 0;
    for (const { type } of scene.listing.input)
      for (const text of bodies) {
        count += 1;
        const body = new TextEncoder().encode(text);
        const answer = await scene.server.ask(invocation(scene, { type, body }));
        const sent = `${type}, ${JSON.stringify(text)}`;
        if (!isStatus(answer, 200, 499)) wrong.push({ sent, answer });
        else if (toldException(answer) !== undefined) told.push({ sent, answer });
        if (scene.server.ending()) break;
      }
    if (told.length > 0)
      return failed(
        `${told.length} of ${count} broken bodies get an exception’s words with 200`,
        'let the exception through, or answer 400: with 200 a buyer takes its words for a prediction',
        told.slice(0, 6).map(({ sent, answer }) => `${sent}: 200: ${toldException(answer)}`),
        'buyers suffer',
      );
    if (wrong.length === 0) return passed(`${count} bodies, none answered with 500`);
    const faults = wrong.map(({ sent, answer }) => `${sent}: ${answerWords(answer)}`);
    return failed(
      `${wrong.length} of ${count} broken bodies are answered as a fault of the server`,
      'check the body before the model sees it, and answer 400 with what is wrong in it',
      [...faults.slice(0, 6), ...(await scene.server.log()).slice(-3)],
      whoMissesAnAnswer(wrong.map(({ answer }) => answer)),
    );
  }),
};
