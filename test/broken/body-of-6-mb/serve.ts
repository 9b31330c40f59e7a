// Accepts at most 5 MB, but every endpoint allows 6 MB.
import { serve } from '../sound-server.ts';

serve({ largest: 5 * 2 ** 20 });
