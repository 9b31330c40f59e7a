// Is not ready any more when callers keep their connections open.
import { serve } from '../sound-server.ts';

let isBusy = false;

serve({
  reply: ({ sameConnection }) => {
    isBusy ||= sameConnection > 1;
    return undefined;
  },
  ping: (response) => void response.writeHead(isBusy ? 503 : 200).end(),
});
