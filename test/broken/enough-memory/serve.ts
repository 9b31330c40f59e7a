// Loads more than the memory of the machine that its manifest names.
import { serve } from '../sound-server.ts';

const parts = Array.from({ length: 60 }, () => Buffer.alloc(100_000_000, 1));

serve({ largest: parts.length * 2 ** 20 });
