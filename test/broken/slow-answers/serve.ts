// Breaks no rule of a load: each call takes its time, and as many as want are served at once.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

serve({
  reply: async () => {
    await pause(300);
    return undefined;
  },
});
