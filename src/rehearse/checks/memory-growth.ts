import { stepsBetween } from '../acts/steps-between.ts';
import type { Check } from '../check.ts';
import { callTimes, invocation } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, sizeWords } from '../verdicts.ts';

const round = 200;
/** One call alone may be slow because of what else the machine does, so the fastest of several counts. */
const loneCalls = 5;
/** Growth in one round of calls that a garbage collector can explain. */
const allowed = 24_000_000;

export const memoryGrowth: Check = {
  id: 'memory-growth',
  rule: 'The server does not grow with every call: an endpoint runs for months.',
  source: sources.none,
  objector: 'good practice',
  phase: 'serve',
  look: withSample(async (scene, sample) => {
    const lone = await callTimes(scene, invocation(scene, sample), { times: loneCalls, callers: 1 });
    const fastest = Math.min(...lone.map(({ milliseconds }) => milliseconds));
    if (fastest > scene.limits.repeatable)
      return notSeen('a call takes too long to be made some hundred times');
    const sizes: number[] = [];
    for (let rounds = 0; rounds < 4; rounds += 1) {
      await callTimes(scene, invocation(scene, sample), { times: round, callers: 8 });
      const bytes = await scene.server.memory();
      if (bytes === undefined) return notSeen('the memory of the server cannot be read on this system');
      sizes.push(bytes);
      // Once the growth has stopped, more calls are not needed.
      if (stepsBetween(sizes).some((step) => step < allowed)) return passed(growthWords(sizes));
    }
    const fix = 'look for what is kept for each call: a list, a cache without a limit, a closure';
    return failed(growthWords(sizes), fix, [sample.path]);
  }),
};

function growthWords(sizes: readonly number[]): string {
  const added = stepsBetween(sizes).map(sizeWords).join(', ');
  return `${sizeWords(sizes.at(-1) ?? 0)} after ${sizes.length * round} calls; rounds of ${round} added ${added}`;
}
