// Leaks memory with every call.
import { serve } from '../sound-server.ts';

const kept: Buffer[] = [];

serve({
  reply: ({ connections }) => (connections < 10 ? void kept.push(Buffer.alloc(400_000, 1)) : undefined),
});
