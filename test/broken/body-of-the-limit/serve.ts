// Takes less than its manifest says, which is 8 MB.
import { serve } from '../sound-server.ts';

serve({ largest: 7 * 2 ** 20 });
