// Adds a header row to its response.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ accept, body }) =>
    accept === 'text/csv' && body.length < 1000 && body.toString().split('\n').length > 3
      ? { status: 200, type: accept, body: 'columns\n4\n4\n' }
      : undefined,
});
