// After a request to an unknown path it answers only with errors.
import { serve } from '../sound-server.ts';

let isBroken = false;

serve({
  parameters: () => {
    isBroken = true;
    return { status: 404 };
  },
  reply: () => (isBroken ? { status: 503 } : undefined),
});
