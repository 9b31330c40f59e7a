// Never answers the seventh call, which is the first one that is timed.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ before }) => (before === 6 ? new Promise(() => setInterval(() => {}, 1000)) : undefined),
});
