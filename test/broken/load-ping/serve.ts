// Is no longer ready once callers keep their connections.
import { serve } from '../sound-server.ts';

let isBusy = false;

serve({
  reply: ({ sameConnection }) => {
    isBusy ||= sameConnection > 1;
    return undefined;
  },
  ping: (response) => void response.writeHead(isBusy ? 503 : 200).end(),
});
