// Never answers the fifth call, which is the one that is timed.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ before }) => (before === 4 ? new Promise(() => setInterval(() => {}, 1000)) : undefined),
});
