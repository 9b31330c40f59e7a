import { percentile } from '../../model/measurements.ts';
import type { Check } from '../check.ts';
import { callTimes, invocation } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { failed, passed, timeWords } from '../verdicts.ts';

const times = 50;

export const answerTime: Check = {
  id: 'answer-time',
  rule: 'A call is answered within 60 seconds.',
  source: sources.inference,
  severity: 'error',
  phase: 'serve',
  look: withSample(async (scene, sample) => {
    const first = await scene.server.ask(invocation(scene, sample));
    if (first.milliseconds >= scene.limits.answer)
      return failed(
        `${sample.path} took longer than ${timeWords(scene.limits.answer)}`,
        'make the model smaller, or offer the listing for batch transforms alone, which wait up to 60 minutes',
      );
    // A slow server is not asked fifty times.
    const count = first.milliseconds > 500 ? 3 : times;
    const answers = await callTimes(scene, invocation(scene, sample), { times: count, callers: 1 });
    const sorted = answers.map(({ milliseconds }) => milliseconds).sort((a, b) => a - b);
    const at = (share: number) => timeWords(percentile(sorted, share));
    return passed(`${sample.path}: half within ${at(0.5)}, the slowest of ${count} in ${at(1)}`);
  }),
};
