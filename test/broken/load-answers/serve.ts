// After three calls on a connection it answers with errors, like a server that counts its calls wrongly.
import { serve } from '../sound-server.ts';

serve({ reply: ({ sameConnection }) => (sameConnection < 3 ? undefined : { status: 500 }) });
