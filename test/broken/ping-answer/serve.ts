// Has something to say to a ping.
import { serve } from '../sound-server.ts';

serve({ ping: (response) => void response.writeHead(200).end('healthy') });
