import { percentile } from '../../model/measurements.ts';
import type { Check } from '../check.ts';
import { callTimes, invocation } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { failed, passed, timeWords } from '../verdicts.ts';

const times = 50;

export const answerTime: Check = {
  id: 'answer-time',
  rule: 'A call is answered within 60 seconds; a stream begins within 60 seconds, and ends within 8 minutes.',
  source: sources.limits,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSample(async (scene, sample) => {
    const first = await scene.server.ask(invocation(scene, sample));
    if (!first.ok && first.milliseconds >= scene.limits.answer)
      return failed(
        `${sample.path}: ${first.reason}`,
        'make the model smaller, send its answer in pieces, or offer the listing for batch transforms alone, which wait up to 60 minutes',
      );
    const more = callsAfter(first.milliseconds);
    const answers = [
      ...(more < times ? [first] : []),
      ...(await callTimes(scene, invocation(scene, sample), { times: more, callers: 1 })),
    ];
    const within = inHalfAndAll(answers.map(({ milliseconds }) => milliseconds));
    const beginnings = answers.map(firstPieceOf).filter((milliseconds) => milliseconds !== undefined);
    const begins = beginnings.length > 0 ? `; first pieces: ${inHalfAndAll(beginnings)}` : '';
    return passed(`${sample.path}: ${within}${begins}`);
  }),
};

/** A slow server is not asked fifty times, and a long stream not once more. */
function callsAfter(milliseconds: number): number {
  if (milliseconds > 10_000) return 0;
  return milliseconds > 500 ? 2 : times;
}

function firstPieceOf(answer: Reply): number | undefined {
  return answer.ok ? answer.value.firstPieceMs : undefined;
}

function inHalfAndAll(milliseconds: readonly number[]): string {
  const sorted = milliseconds.toSorted((one, other) => one - other);
  const at = (share: number) => timeWords(percentile(sorted, share));
  return `half within ${at(0.5)}, the slowest of ${sorted.length} in ${at(1)}`;
}
