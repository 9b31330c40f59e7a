// Breaks no rule: each call takes longer than slow callers need for their bodies, and holds up no other.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

serve({
  reply: async () => {
    await pause(2000);
    return undefined;
  },
});
