import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed, timeWords } from '../verdicts.ts';

export const loadPing: Check = {
  id: 'load-ping',
  rule: 'However many connections call, /ping is answered with 200 within 2 seconds.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'load',
  look: async ({ load: { pings }, server }) => {
    const { count, failed: lost, slowestMs } = pings;
    if (lost === 0) return passed(`${count} pings, the slowest in ${timeWords(slowestMs)}`);
    return failed(
      `${lost} of ${count} pings were not answered with 200 in time`,
      'answer /ping in another process or thread than the one that computes, as the generated server does',
      (await server.log()).slice(-3),
    );
  },
};
