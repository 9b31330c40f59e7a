// Follows every rule: each call takes longer than slow callers need to send their bodies, but does not block
// other calls.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

serve({
  reply: async () => {
    await pause(2000);
    return undefined;
  },
});
