// Never answers a ping that arrives before its model is loaded.
import { serve } from '../sound-server.ts';

serve({
  ping: (response, before) => {
    if (before > 0) response.writeHead(200).end();
  },
});
