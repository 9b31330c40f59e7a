// Falls over an Accept that it has never heard of.
import { serve } from '../sound-server.ts';

serve({ reply: ({ accept }) => (accept.includes('undeclared') ? { status: 500 } : undefined) });
