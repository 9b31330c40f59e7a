// Answers the first row alone when JSON is asked for.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept, body }) =>
    type === 'text/csv' &&
    accept === 'application/json' &&
    body.length > 0 &&
    /^[-\d.,\n]*$/.test(body.toString())
      ? { status: 200, type: accept, body: '[4]' }
      : undefined,
});
