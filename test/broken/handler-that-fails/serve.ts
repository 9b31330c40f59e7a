// Keeps every rule but one: it never has a prediction.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ type, accept }) =>
    [type, accept].some((one) => one.includes('undeclared')) ? undefined : { status: 500 },
});
