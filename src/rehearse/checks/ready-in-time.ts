import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, notSeen, passed, timeWords } from '../verdicts.ts';

export const readyInTime: Check = {
  id: 'ready-in-time',
  rule: 'GET /ping on port 8080 is answered with 200 within 8 minutes of the start.',
  source: sources.inference,
  objector: 'AWS refuses',
  phase: 'start',
  look: ({ opening, limits }) => {
    if (opening.notStarted) return notSeen('the server did not start');
    if (opening.readyMs !== undefined) return passed(`200 after ${timeWords(opening.readyMs)}`);
    const last = opening.pings.at(-1);
    const words = opening.ending
      ? `serve ended with ${opening.ending.code} after ${timeWords(opening.ending.milliseconds)}`
      : `no 200 within ${timeWords(limits.ready)}; the last answer: ${last ? answerWords(last.answer) : 'none'}`;
    const { fix, lines } = whyNotReady(opening.log);
    return failed(words, fix, lines.slice(-10));
  },
};

/** Node's own frames would push out the line that says what is wrong. */
function whyNotReady(log: readonly string[]) {
  const lines = log.filter((line) => !/^\s+at .*node:internal\//.test(line));
  const name = /Cannot find package '([^']+)'/.exec(lines.join('\n'))?.[1];
  const fix = name
    ? `run  npm install ${name}`
    : 'look at what it printed: a model that is not there, a port other than 8080, or a program that ended';
  return { fix, lines };
}
