// Follows every rule, but never returns a prediction.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept }) =>
    [type, accept].some((one) => one.includes('undeclared')) ? undefined : { status: 500 },
});
