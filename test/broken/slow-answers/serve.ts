// Follows every rule of a load test: each call takes some time, and the number of concurrent calls is not
// limited.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

serve({
  reply: async () => {
    await pause(300);
    return undefined;
  },
});
