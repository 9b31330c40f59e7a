// Writes a file next to the model.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../sound-server.ts';

serve();
try {
  writeFileSync(join(process.env['SAGEMAKER_BASE_DIR'] ?? '/opt/ml', 'model/last-start'), 'now');
} catch {
  // It continues if it may not write.
}
