// Answers a ping with a body.
import { serve } from '../sound-server.ts';

serve({ ping: (response) => void response.writeHead(200).end('healthy') });
