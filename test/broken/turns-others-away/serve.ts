// Follows every rule of a load test: it serves two calls at a time, and answers all others with 503.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

let underWay = 0;

serve({
  reply: async () => {
    if (underWay >= 2) return { status: 503 };
    underWay += 1;
    await pause(20);
    underWay -= 1;
    return undefined;
  },
});
