import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed } from '../verdicts.ts';

/** 143 is the code of a program without a handler, which the signal ended; AWS requires no code. */
const orderly = [0, 143];

export const stopOrderly: Check = {
  id: 'stop-orderly',
  rule: 'A stopped server ends with 0, or by the signal, and does not crash while it stops.',
  source: sources.none,
  objector: 'good practice',
  phase: 'stop',
  look: ({ stopped, log }) => {
    if (stopped.wasKilled) return notSeen('the server did not stop');
    if (orderly.includes(stopped.code)) return passed(`ended with ${stopped.code}`);
    return failed(
      `ended with ${stopped.code}`,
      'catch what fails while the server closes, and exit with 0',
      log.slice(-5),
    );
  },
};
