// Lets pings wait behind calls.
import { serve } from '../sound-server.ts';

const later = (milliseconds: number) =>
  new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined));

serve({
  ping: (response, _before, underWay) => {
    setTimeout(() => response.writeHead(200).end(), underWay > 8 ? 5000 : 0);
  },
  reply: ({ connections }) => (connections > 10 ? later(50) : undefined),
});
