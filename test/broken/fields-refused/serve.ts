// Reads numbers without the rules of their fields.
import { serve } from '../sound-server.ts';

serve();
