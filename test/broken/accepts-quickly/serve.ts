// Accepts connections slowly until the first call: the accepting thread computes.
import { block, serve } from '../sound-server.ts';

const widen = serve({
  backlog: 1,
  onConnection: (before) => before >= 8 && before < 40 && block(20),
  reply: ({ before }) => (before === 0 ? void widen(511) : undefined),
});
