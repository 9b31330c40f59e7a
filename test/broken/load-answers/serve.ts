// Answers no more calls on a connection that has had some, as a server that counts them wrongly does.
import { serve } from '../sound-server.ts';

serve({ reply: ({ sameConnection }) => (sameConnection < 3 ? undefined : { status: 500 }) });
