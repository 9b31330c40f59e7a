// Leaves at once, and lets its callers wait.
import { serve } from '../sound-server.ts';

serve({ onStop: () => process.exit(0) });
