// Sends a message to another machine at its start, and ignores errors.
import { serve } from '../sound-server.ts';

serve();
// An address that is reserved for documentation.
void fetch('http://192.0.2.1/started').catch(() => {});
