// Answers in another content type than the requested one.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept }) =>
    type === 'application/json' && accept === 'text/csv'
      ? { status: 200, type: 'application/json', body: '[1]' }
      : undefined,
});
