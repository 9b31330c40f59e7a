// Returns higher limits than a transform may use.
import { serve } from '../sound-server.ts';

serve({
  parameters: () => ({
    status: 200,
    type: 'application/json',
    body: '{"MaxConcurrentTransforms":64,"MaxPayloadInMB":6}',
  }),
});
