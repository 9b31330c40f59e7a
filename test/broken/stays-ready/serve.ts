// Is ready, but answers one later ping with 503.
import { serve } from '../sound-server.ts';

serve({ ping: (response, before) => void response.writeHead(before === 2 ? 503 : 200).end() });
