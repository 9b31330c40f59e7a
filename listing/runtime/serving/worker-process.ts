import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../declared.ts';
import { limitsOf, workerCount } from './limits.ts';
import { linkProcess } from './linked-process.ts';
import type { WorkerLink } from './worker-pool.ts';

/** A worker of its own process. */
export function startWorkerProcess(limits: Limits = limitsOf(process.env)): WorkerLink {
  return linkProcess(
    process.execPath,
    [join(import.meta.dirname, 'worker.ts')],
    { OMP_NUM_THREADS: String(threadsOf(limits)), ...process.env },
    'fewer `inference.workers` need less of it',
  );
}

/** Workers share the CPUs. Native code that knows nothing of the others would start a thread for each CPU in every one. */
function threadsOf(limits: Limits): number {
  return Math.max(1, Math.floor(availableParallelism() / workerCount(limits)));
}
