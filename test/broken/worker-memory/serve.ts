// Needs 50 MB more for each worker, and its manifest has a hundred of them.
import { serve } from '../sound-server.ts';

const workers = Number(process.env['SAGEMAKER_MODEL_SERVER_WORKERS'] ?? 1);
const held = Buffer.alloc(workers * 50_000_000, 1);

serve({ reply: () => (held.length > 0 ? undefined : { status: 500 }) });
