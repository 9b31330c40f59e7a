// Takes less than every endpoint lets through.
import { serve } from '../sound-server.ts';

serve({ largest: 5 * 2 ** 20 });
