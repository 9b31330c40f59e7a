// Answers whole, although the manifest says that answers come piece by piece.
import { serve } from '../sound-server.ts';

serve();
