// Answers the length of a row, which is more than the manifest allows.
import { serve } from '../sound-server.ts';

serve();
