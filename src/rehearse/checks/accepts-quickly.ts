import type { Check } from '../check.ts';
import { ping } from '../questions.ts';
import { sources } from '../sources.ts';
import { failed, notSeen, passed, timeWords } from '../verdicts.ts';

const connections = 20;

export const acceptsQuickly: Check = {
  id: 'accepts-quickly',
  rule: 'A connection is accepted within 250 ms.',
  source: sources.inference,
  severity: 'error',
  phase: 'start',
  look: async ({ server, limits }) => {
    if (!server) return notSeen('the server did not become ready');
    const asked = await Promise.all(Array.from({ length: connections }, () => server.ask(ping({ limits }))));
    const broken = asked.find((answer) => 'broken' in answer);
    if (broken && 'broken' in broken)
      return failed(`of ${connections} connections at once: ${broken.broken}`, fix);
    const slowest = Math.max(...asked.map((answer) => ('connectMs' in answer ? answer.connectMs : 0)));
    if (slowest > limits.accept)
      return failed(`of ${connections} connections at once, the slowest took ${timeWords(slowest)}`, fix);
    return passed(`${connections} at once, the slowest in ${timeWords(slowest)}`);
  },
};

const fix =
  'listen with a backlog of some hundred connections, and accept in a thread that does nothing else';
