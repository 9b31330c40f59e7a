// Falls over a type that it has never heard of.
import { serve } from '../sound-server.ts';

serve({ reply: ({ type }) => (type.includes('undeclared') ? { status: 500 } : undefined) });
