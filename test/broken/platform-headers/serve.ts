// Crashes if it gets an unknown header.
import { serve } from '../sound-server.ts';

serve({
  reply: ({ headers }) => (headers['x-amzn-sagemaker-inference-id'] ? { status: 500 } : undefined),
});
