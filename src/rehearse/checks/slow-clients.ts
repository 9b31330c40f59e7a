import type { Check, ServeScene } from '../check.ts';
import type { WholeSample } from '../materials.ts';
import { invocation, ping } from '../questions.ts';
import { withSoundSample } from '../samples.ts';
import { sources } from '../sources.ts';
import type { Reply } from '../stage.ts';
import { answerWords, failed, isStatus, passed, timeWords } from '../verdicts.ts';

const clients = 16;
const slowly = { pieces: 6, pauseMs: 300 };
const slowest = slowly.pieces * slowly.pauseMs;
/** Twice: a machine that stalls for a moment rarely stalls again, but a server that waits for slow callers waits again. */
const rounds = 2;

export const slowClients: Check = {
  id: 'slow-clients',
  rule: 'Callers who send their body slowly delay neither pings nor other calls.',
  source: sources.none,
  objector: 'good practice',
  phase: 'serve',
  look: withSoundSample(async (scene, sample) => {
    let words = '';
    for (let round = 1; round <= rounds; round += 1) {
      const { pinged, called, alone } = await askBesideSlowOnes(scene, sample);
      words = `beside ${clients} slow callers: ping ${answerWords(pinged)}, call ${answerWords(called)}`;
      // A model may be slower than the slow callers, so its own time is subtracted.
      const isHeldUp = [pinged.milliseconds, called.milliseconds - alone].some(
        (spent) => spent > 0.7 * slowest,
      );
      if (isStatus(pinged, 200, 200) && isStatus(called, 200, 499) && !isHeldUp) return passed(words);
    }
    return failed(
      `${words}; the slow ones took ${timeWords(slowest)}`,
      'read bodies in threads or an event loop, or put more workers behind the port',
    );
  }),
};

interface Asked {
  readonly pinged: Reply;
  readonly called: Reply;
  /** The time of a call without slow callers. */
  readonly alone: number;
}

async function askBesideSlowOnes(scene: ServeScene, sample: WholeSample): Promise<Asked> {
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
  return { ...(await asked), alone };
}
