// Falls over a header that it does not know.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ headers }) => (headers['x-amzn-sagemaker-inference-id'] ? { status: 500 } : undefined),
});
