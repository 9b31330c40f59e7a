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
  severity: 'error',
  phase: 'start',
  look: async ({ server, limits }) => {
    if (!server) return notSeen('the server did not become ready');
    let fault = '';
    for (let round = 1; round <= rounds; round += 1) {
      const slowest = await slowestAccept(server, limits);
      if (typeof slowest === 'number' && slowest <= limits.accept)
        return passed(`${connections} at once, the slowest in ${timeWords(slowest)}`);
      fault = typeof slowest === 'number' ? `the slowest took ${timeWords(slowest)}` : slowest.broken;
    }
    return failed(
      `of ${connections} connections at once: ${fault}`,
      'listen with a backlog of some hundred connections, and accept in a thread that does nothing else',
    );
  },
};

async function slowestAccept(
  server: Server,
  limits: StartScene['limits'],
): Promise<number | { readonly broken: string }> {
  const asked = await Promise.all(Array.from({ length: connections }, () => server.ask(ping({ limits }))));
  const broken = asked.find((answer) => 'broken' in answer);
  return broken ?? Math.max(...asked.map((answer) => ('connectMs' in answer ? answer.connectMs : 0)));
}
