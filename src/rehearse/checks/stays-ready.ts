import type { Check } from '../check.ts';
import { ping } from '../questions.ts';
import { sources } from '../sources.ts';
import { answerWords, failed, isStatus, notSeen, passed } from '../verdicts.ts';

const looks = 5;

/** A server that answers 200 before its model is loaded later answers another status, or refuses calls. */
export const staysReady: Check = {
  id: 'stays-ready',
  rule: 'Once /ping has answered 200, it continues to answer 200, because calls arrive from then on.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'start',
  look: async ({ server, stage, limits }) => {
    if (!server) return notSeen('the server did not become ready');
    for (let look = 1; look <= looks; look += 1) {
      const answer = await server.ask(ping({ limits }));
      if (!isStatus(answer, 200, 200))
        return failed(
          `ping ${look} after the first 200: ${answerWords(answer)}`,
          'answer 200 only when the model is loaded',
          (await server.log()).slice(-5),
        );
      await stage.pause(limits.betweenPings);
    }
    return passed(`${looks} pings of ${looks}`);
  },
};
