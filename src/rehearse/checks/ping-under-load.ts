import type { Check } from '../check.ts';
import { callWhile, invocation, ping } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, isStatus, passed, timeWords } from '../verdicts.ts';

const callers = 16;
/** At least this many pings, even when the time is over. */
const leastPings = 3;

export const pingUnderLoad: Check = {
  id: 'ping-under-load',
  rule: 'While calls keep the model busy, /ping is answered with 200 within 2 seconds, or SageMaker replaces the container.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSample(async (scene, sample) => {
    const { server, stage, limits } = scene;
    const pings: Reply[] = [];
    const end = stage.now() + limits.load;
    const isWanted = () =>
      pings.every((answer) => isStatus(answer, 200, 200)) && (stage.now() < end || pings.length < leastPings);
    const calls = callWhile(scene, invocation(scene, sample), { callers, isWanted });
    while (isWanted()) {
      await stage.pause(limits.betweenPings);
      pings.push(await server.ask(ping(scene)));
    }
    const { length } = await calls;
    const bad = pings.find((answer) => !isStatus(answer, 200, 200));
    if (bad)
      return failed(`with ${callers} callers: ${answerWords(bad)}`, fix, (await server.log()).slice(-3));
    const slowest = Math.max(...pings.map(({ milliseconds }) => milliseconds));
    return passed(
      `${callers} callers, ${length} calls: ${pings.length} pings, the slowest in ${timeWords(slowest)}`,
    );
  }),
};

const fix =
  'answer /ping in another process or thread than the one that computes, as the generated server does';
