// Never answers the ping that comes before its model is there.
import { serve } from '../sound-server.ts';

serve({
  ping: (response, before) => {
    if (before > 0) response.writeHead(200).end();
  },
});
