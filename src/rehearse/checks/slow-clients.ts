import type { Check } from '../check.ts';
import { invocation, ping } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, passed, timeWords } from '../verdicts.ts';

const clients = 16;
const slowly = { pieces: 6, pauseMs: 300 };

export const slowClients: Check = {
  id: 'slow-clients',
  rule: 'Callers who send their body slowly delay neither pings nor other calls.',
  source: sources.inference,
  severity: 'error',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    const { server, stage, limits } = scene;
    const alone = (await server.ask(invocation(scene, sample))).milliseconds;
    const asked = (async () => {
      await stage.pause(slowly.pauseMs);
      const pinged = await server.ask(ping(scene));
      const called = await server.ask(invocation(scene, sample, { timeoutMs: limits.ping + alone }));
      return { pinged, called };
    })();
    const slow = { slowly: { ...slowly, until: asked } };
    await Promise.all(Array.from({ length: clients }, () => server.ask(invocation(scene, sample, slow))));
    const { pinged, called } = await asked;
    const words = `beside ${clients} slow callers: ping ${answerWords(pinged)}, call ${answerWords(called)}`;
    const slowest = slowly.pieces * slowly.pauseMs;
    // A model may be slower than the slow callers, so its own time is subtracted.
    const isHeldUp = [pinged.milliseconds, called.milliseconds - alone].some(
      (spent) => spent > 0.7 * slowest,
    );
    if (isStatus(pinged, 200, 200) && isStatus(called, 200, 499) && !isHeldUp) return passed(words);
    return failed(
      `${words}; the slow ones took ${timeWords(slowest)}`,
      'read bodies in threads or an event loop, or put more workers behind the port',
    );
  }),
};
