import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed, timeWords } from '../verdicts.ts';

export const loadAnswers: Check = {
  id: 'load-answers',
  rule: 'Under load each call is answered with 200; only where more come than the server has use for may it turn calls away, with 503.',
  source: sources.inference,
  severity: 'error',
  phase: 'load',
  look: async ({ load: { steps, soak, saturation, faults }, server }) => {
    const all = [...steps, soak];
    const errors = all.reduce((sum, step) => sum + step.errors, 0);
    const calls = all.reduce((sum, step) => sum + step.calls + step.turnedAway + step.errors, 0);
    const log = (await server.log()).slice(-3);
    if (errors > 0) return failed(`${errors} of ${calls} calls failed`, errorFix, [...faults, ...log]);
    const within = [...steps.filter(({ connections }) => connections <= saturation), soak];
    const turnedAway = within.reduce((sum, step) => sum + step.turnedAway, 0);
    if (turnedAway > 0)
      return failed(`${turnedAway} calls of ${saturation} connections were turned away`, turnedAwayFix, log);
    const most = `${Math.round(soak.perSecond)} a second from ${saturation} connections`;
    return passed(`${calls} calls; ${most}, p50 ${timeWords(soak.p50Ms)}, p99 ${timeWords(soak.p99Ms)}`);
  },
};

const errorFix =
  'look what the server shares between calls of one connection, or runs out of: files, threads, memory';
const turnedAwayFix = 'let calls wait for their turn: turn them away only where the wait would be too long';
