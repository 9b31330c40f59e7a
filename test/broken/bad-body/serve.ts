// Answers a body that it cannot read with a server error.
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
