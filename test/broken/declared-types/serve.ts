// Answers in another type than it was asked for.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept }) =>
    type === 'application/json' && accept === 'text/csv'
      ? { status: 200, type: 'application/json', body: '[1]' }
      : undefined,
});
