import type { Check } from '../check.ts';
import { invocation, ping } from '../questions.ts';
import { withSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed } from '../verdicts.ts';

/** The last check of its act: another check reports what broke the server; this one shows whether it recovered. */
export const outlivesEverything: Check = {
  id: 'outlives-everything',
  rule: 'After every call that a caller may make, the server is ready and answers.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'serve',
  look: withSample(async (scene, sample) => {
    const pinged = await scene.server.ask(ping(scene));
    const called = await scene.server.ask(invocation(scene, sample));
    const words = `ping ${answerWords(pinged)}, ${sample.path} ${answerWords(called)}`;
    // Another check reports a failing handler; here it is enough that the server passes calls to it.
    const isServed = isStatus(called, 200, 599) && called.value.status !== 503;
    if (isStatus(pinged, 200, 200) && isServed) return passed(words);
    return failed(
      words,
      'let nothing that one call does outlive its answer',
      (await scene.server.log()).slice(-5),
    );
  }),
};
