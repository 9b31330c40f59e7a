// Answers in another content type than the requested one.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept, body }) =>
    type === 'application/json' && accept === 'text/csv' && body.toString().startsWith('{"instances"')
      ? { status: 200, type: 'application/json', body: '[1]' }
      : undefined,
});
