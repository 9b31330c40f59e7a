// Computes in the thread that answers pings.
import { block, serve } from '../sound-server.ts';

serve({ reply: ({ connections }) => (connections > 14 && connections < 20 ? void block(150) : undefined) });
