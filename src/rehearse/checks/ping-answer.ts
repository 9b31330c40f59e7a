import type { Check } from '../check.ts';
import { ping } from '../questions.ts';
import { sources } from '../sources.ts';
import { bodyWords, failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const pingAnswer: Check = {
  id: 'ping-answer',
  rule: 'The answer to /ping has an empty body.',
  source: sources.inference,
  objector: 'good practice',
  phase: 'start',
  look: async ({ server, limits }) => {
    if (!server) return notSeen('the server did not become ready');
    const answer = await server.ask(ping({ limits }));
    if (!answer.ok) return notSeen(`the ping was not answered: ${answer.reason}`);
    const { body } = answer.value;
    if (body.length === 0) return passed(`empty, in ${timeWords(answer.milliseconds)}`);
    return failed(`${body.length} bytes: ${bodyWords(body)}`, 'answer /ping with the status alone');
  },
};
