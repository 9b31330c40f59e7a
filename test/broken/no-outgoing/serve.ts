// Tells somebody elsewhere that it has started, and does not mind that nobody hears it.
import { serve } from '../sound-server.ts';

serve();
// An address for documents, which is nobody's.
void fetch('http://192.0.2.1/started').catch(() => {});
