import type { Check } from '../check.ts';
import { callFor, invocation, ping, wholeSamples } from '../questions.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, notSeen, passed, timeWords } from '../verdicts.ts';

const callers = 16;

export const pingUnderLoad: Check = {
  id: 'ping-under-load',
  rule: 'While calls keep the model busy, /ping is answered with 200 within 2 seconds, or SageMaker replaces the container.',
  source: sources.inference,
  severity: 'error',
  phase: 'serve',
  look: async (scene) => {
    const [sample] = wholeSamples(scene);
    if (!sample) return notSeen('there is no sample');
    const { server, stage } = scene;
    const milliseconds = scene.limits.load;
    const calls = callFor(scene, invocation(scene, sample), { callers, milliseconds });
    const end = stage.now() + milliseconds;
    let slowest = 0;
    let count = 0;
    while (stage.now() < end) {
      const answer = await server.ask(ping(scene));
      count += 1;
      if (!isStatus(answer, 200, 200)) {
        await calls;
        return failed(`with ${callers} callers: ${answerWords(answer)}`, fix, (await server.log()).slice(-3));
      }
      slowest = Math.max(slowest, answer.milliseconds);
      await stage.pause(100);
    }
    const { length } = await calls;
    return passed(
      `${callers} callers, ${length} calls: ${count} pings, the slowest in ${timeWords(slowest)}`,
    );
  },
};

const fix =
  'answer /ping in another process or thread than the one that computes, as the generated server does';
