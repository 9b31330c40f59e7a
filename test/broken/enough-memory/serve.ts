// Uses more memory than the instance type in its manifest has.
import { serve } from '../sound-server.ts';

const parts = Array.from({ length: 60 }, () => Buffer.alloc(100_000_000, 1));

serve({ largest: parts.length * 2 ** 20 });
