// Is ready, and then is not.
import { serve } from '../sound-server.ts';

serve({ ping: (response, before) => void response.writeHead(before === 2 ? 503 : 200).end() });
