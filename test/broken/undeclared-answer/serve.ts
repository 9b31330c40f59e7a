// Crashes if the Accept header names an unknown type.
import { serve } from '../sound-server.ts';

serve({ reply: ({ accept }) => (accept.includes('undeclared') ? { status: 500 } : undefined) });
