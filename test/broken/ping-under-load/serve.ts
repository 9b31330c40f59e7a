// Answers no ping while there are more than four calls. Calls take a second, so that even on a busy machine
// some are active at every ping.
import { setTimeout as pause } from 'node:timers/promises';
import { serve } from '../sound-server.ts';

serve({
  ping: (response, _before, underWay) => {
    if (underWay <= 4) response.writeHead(200).end();
  },
  reply: ({ connections }) => (connections > 10 ? pause(1000, undefined) : undefined),
});
