// Does not get the stop signal, like a server that is the child of a shell.
import { serve } from '../sound-server.ts';

serve({ onStop: () => {} });
