import { ok, type Result } from '../../model/result.ts';
import type { Check, StartScene } from '../check.ts';
import { ping } from '../questions.ts';
import { sources } from '../sources.ts';
import type { Server } from '../stage.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

const connections = 20;
/** Twice: a machine that stalls for a moment rarely stalls again, but a server that accepts slowly is slow again. */
const rounds = 2;

export const acceptsQuickly: Check = {
  id: 'accepts-quickly',
  rule: 'A connection is accepted within 250 ms.',
  source: sources.inference,
  objector: 'buyers suffer',
  phase: 'start',
  look: async ({ server, limits }) => {
    if (!server) return notSeen('the server did not become ready');
    let fault = '';
    for (let round = 1; round <= rounds; round += 1) {
      const slowest = await slowestAccept(server, limits);
      if (slowest.ok && slowest.value <= limits.accept)
        return passed(`${connections} at once, the slowest in ${timeWords(slowest.value)}`);
      fault = slowest.ok ? `the slowest took ${timeWords(slowest.value)}` : slowest.reason;
    }
    return failed(
      `of ${connections} connections at once: ${fault}`,
      'listen with a backlog of some hundred connections, and accept in a thread that does nothing else',
    );
  },
};

async function slowestAccept(server: Server, limits: StartScene['limits']): Promise<Result<number>> {
  const asked = await Promise.all(Array.from({ length: connections }, () => server.ask(ping({ limits }))));
  const broken = asked.find((answer) => !answer.ok);
  return broken ?? ok(Math.max(...asked.map((answer) => (answer.ok ? answer.value.connectMs : 0))));
}
