// Keeps something of every call of whoever keeps his connection.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

const kept: Buffer[] = [];

serve({
  reply: async ({ sameConnection }) => {
    if (sameConnection > 2) kept.push(Buffer.alloc(1_500_000, 1));
    // So that it does not keep more than the machine has.
    if (sameConnection > 0) await pause(40);
    return undefined;
  },
});
