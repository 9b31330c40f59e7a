// Exits at once, without an answer to open calls.
import { serve } from '../sound-server.ts';

serve({ onStop: () => process.exit(0) });
