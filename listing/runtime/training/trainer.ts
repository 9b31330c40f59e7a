import { join } from 'node:path';
import { trainInThisProcess } from './run-training.ts';

/** `bin/train` starts this. It runs one job with `src/training.ts`. */
void trainInThisProcess(
  join(import.meta.dirname, '../../src/training.ts'),
  async () => (await import('../../src/training.ts')).default,
);
