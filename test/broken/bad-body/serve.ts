// Takes what cannot be read for its own fault.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, body }) => {
    if (type !== 'application/json' || body.length === 0) return undefined;
    try {
      return void JSON.parse(body.toString());
    } catch {
      return { status: 500 };
    }
  },
});
