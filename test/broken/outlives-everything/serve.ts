// Never answers again after a question that it does not know.
import { serve } from '../sound-server.ts';

let isBroken = false;

serve({
  parameters: () => {
    isBroken = true;
    return { status: 404 };
  },
  reply: () => (isBroken ? { status: 503 } : undefined),
});
