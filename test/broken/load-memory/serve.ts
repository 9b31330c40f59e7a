// Leaks memory with each further call on the same connection. The amount is large, because a busy machine
// makes few such calls.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

const kept: Buffer[] = [];

serve({
  reply: async ({ sameConnection }) => {
    if (sameConnection === 0) return undefined;
    kept.push(Buffer.alloc(20_000_000, 1));
    // Limits the leak to what the machine has.
    await pause(250);
    return undefined;
  },
});
