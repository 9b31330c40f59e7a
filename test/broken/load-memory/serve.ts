// Keeps something of every further call of whoever keeps his connection: much, as a busy machine makes few of them.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

const kept: Buffer[] = [];

serve({
  reply: async ({ sameConnection }) => {
    if (sameConnection === 0) return undefined;
    kept.push(Buffer.alloc(20_000_000, 1));
    // So that it does not keep more than the machine has.
    await pause(250);
    return undefined;
  },
});
