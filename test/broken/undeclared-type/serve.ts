// Crashes if a body has an unknown type.
import { serve } from '../sound-server.ts';

serve({ reply: ({ type }) => (type.includes('undeclared') ? { status: 500 } : undefined) });
