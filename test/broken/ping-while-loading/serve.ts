// Lets the first ping wait until the model is loaded.
import { serve } from '../sound-server.ts';

serve({
  ping: (response, before) => {
    setTimeout(() => response.writeHead(200).end(), before === 0 ? 4500 : 0);
  },
});
