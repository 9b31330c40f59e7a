// Does not hear the stop signal, as a server that is the child of a shell does not.
import { serve } from '../sound-server.ts';

serve({ onStop: () => {} });
