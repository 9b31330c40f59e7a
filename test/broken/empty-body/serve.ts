// Crashes if a body is empty.
import { serve } from '../sound-server.ts';

serve({ reply: ({ body }) => (body.length === 0 ? { status: 500 } : undefined) });
