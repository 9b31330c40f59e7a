// Crashes if a body is too large.
import { serve } from '../sound-server.ts';

serve({ reply: ({ body }) => (body.length > 6 * 2 ** 20 ? process.exit(9) : undefined) });
