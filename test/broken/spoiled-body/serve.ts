// Answers a body that is no JSON with a default prediction.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, body }) =>
    type === 'application/json' && body.toString().startsWith('{"{')
      ? { status: 200, type: 'text/csv', body: '1\n' }
      : undefined,
});
