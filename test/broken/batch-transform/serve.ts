// Supports endpoints, but no batch transforms.
import { serve } from '../sound-server.ts';

serve({ reply: () => (process.env['SAGEMAKER_BATCH'] ? { status: 500 } : undefined) });
