import type { Check } from '../check.ts';
import { invocation } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, notSeen, passed, timeWords } from '../verdicts.ts';

const slowly = { pieces: 4, pauseMs: 150 };

export const stopDuringCall: Check = {
  id: 'stop-during-call',
  rule: 'A call that is under way when SIGTERM comes is still answered: endpoints are stopped whenever they shrink.',
  source: sources.none,
  objector: 'good practice',
  phase: 'stop',
  look: withSample(async (scene, sample) => {
    const server = await scene.next();
    if (!server) return notSeen('the server did not start a second time');
    const call = server.ask(invocation(scene, sample, { slowly }));
    await scene.stage.pause(2 * slowly.pauseMs);
    const [ending, answer] = await Promise.all([server.stop(scene.limits.stop), call]);
    const words = `the call: ${answerWords(answer)}; ended with ${ending.code} after ${timeWords(ending.milliseconds)}`;
    if (isStatus(answer, 200, 599) && !ending.wasKilled) return passed(words);
    return failed(
      words,
      'on SIGTERM, stop accepting, answer what is under way, and then exit',
      (await server.log()).slice(-5),
    );
  }),
};
