import { countInWords } from '../../problem/phrasing.ts';
import { stepsBetween } from '../acts/steps-between.ts';
import type { Check } from '../check.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, sizeWords, timeWords } from '../verdicts.ts';

/** Growth in one quarter that a garbage collector can explain; for large programs a share of their memory. */
const allowedBytes = 8_000_000;
const allowedShare = 0.03;

export const loadMemory: Check = {
  id: 'load-memory',
  rule: 'Under a load that stays the same the memory stays the same: an endpoint is busy for months.',
  source: sources.none,
  objector: 'good practice',
  phase: 'load',
  look: ({ load: { soak, saturation } }) => {
    if (!soak) return notSeen('calls failed before the load was held');
    const [first, ...later] = soak.memory;
    if (first === undefined || later.length === 0)
      return notSeen('the memory of the server cannot be read on this system');
    const steps = stepsBetween(soak.memory);
    const words = `${sizeWords(first)} before and ${sizeWords(later.at(-1) ?? first)} after ${timeWords(soak.milliseconds)} of ${countInWords(saturation, 'connection')}; quarters added ${steps.map(sizeWords).join(', ')}`;
    const allowed = Math.max(allowedBytes, first * allowedShare);
    if (steps.some((step) => step < allowed)) return passed(words);
    return failed(
      words,
      'look for what is kept for each call or connection; --seconds 300 shows whether it ends',
    );
  },
};
