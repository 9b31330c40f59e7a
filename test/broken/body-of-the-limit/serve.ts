// Accepts less than the 8 MB of its manifest.
import { serve } from '../sound-server.ts';

serve({ largest: 7 * 2 ** 20 });
