// Breaks no rule of a load: it takes two calls at once, each from whoever asks first, and turns others away.
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
