// Lets pings wait behind calls, which take long enough for a busy machine to have some under way at every ping.
import { serve } from '../sound-server.ts';

const later = (milliseconds: number) =>
  new Promise<undefined>((resolve) => setTimeout(resolve, milliseconds, undefined));

serve({
  ping: (response, _before, underWay) => {
    setTimeout(() => response.writeHead(200).end(), underWay > 4 ? 5000 : 0);
  },
  reply: ({ connections }) => (connections > 10 ? later(1000) : undefined),
});
