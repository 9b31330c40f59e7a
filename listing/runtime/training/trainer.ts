import { join } from 'node:path';
import { trainInThisProcess } from './run-training.ts';

/** What `bin/train` starts: one job, trained by `src/training.ts`. */
void trainInThisProcess(
  join(import.meta.dirname, '../../src/training.ts'),
  async () => (await import('../../src/training.ts')).default,
);
