import { countInWords } from '../../problem/phrasing.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, passed, timeWords } from '../verdicts.ts';

export const loadAnswers: Check = {
  id: 'load-answers',
  rule: 'Under load each call is answered with 200; only with more connections than the server can use may it turn calls away, with 503.',
  source: sources.modelError,
  objector: 'buyers suffer',
  phase: 'load',
  look: async ({ load: { steps, soak, saturation, faults }, server }) => {
    const held = soak ? [soak] : [];
    const all = [...steps, ...held];
    const errors = all.reduce((sum, step) => sum + step.errors, 0);
    const calls = all.reduce((sum, step) => sum + step.calls + step.turnedAway + step.errors, 0);
    const log = (await server.log()).slice(-3);
    if (errors > 0) return failed(`${errors} of ${calls} calls failed`, errorFix, [...faults, ...log]);
    const within = [...steps.filter(({ connections }) => connections <= saturation), ...held];
    const turnedAway = within.reduce((sum, step) => sum + step.turnedAway, 0);
    if (turnedAway > 0)
      return failed(
        `${turnedAway} calls of ${countInWords(saturation, 'connection')} were turned away`,
        turnedAwayFix,
        log,
      );
    const figures = held.map(
      ({ perSecond, p50Ms, p99Ms }) =>
        `; ${Math.round(perSecond)} a second from ${countInWords(saturation, 'connection')}, p50 ${timeWords(p50Ms)}, p99 ${timeWords(p99Ms)}`,
    );
    return passed(`${calls} calls${figures.join('')}`);
  },
};

const errorFix =
  'look what the server shares between calls of one connection, or runs out of: files, threads, memory';
const turnedAwayFix = 'let calls wait for their turn: turn them away only where the wait would be too long';
