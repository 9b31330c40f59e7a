// Opens no WebSocket, although the manifest says that callers hold conversations.
import { serve } from '../sound-server.ts';

serve();
