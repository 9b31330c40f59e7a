// Still has the example answer of the walk-through, where a model should be asked.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept, body }) =>
    type === 'application/json' && accept === 'application/json' && body.toString().startsWith('{"instances"')
      ? { status: 200, type: accept, body: JSON.stringify({ prediction: 'a', text: body.toString() }) }
      : undefined,
});
