import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Limits } from '../declared.ts';
import { limitsOf, workerCount } from './limits.ts';
import { linkProcess } from './linked-process.ts';
import type { WorkerLink } from './worker-pool.ts';

/** Starts a worker in a separate process. */
export function startWorkerProcess(limits: Limits = limitsOf(process.env)): WorkerLink {
  return linkProcess(
    process.execPath,
    [join(import.meta.dirname, 'worker.ts')],
    { OMP_NUM_THREADS: String(threadsOf(limits)), ...process.env },
    'set `inference.workers` to a smaller number',
  );
}

/** Workers share the CPUs. Without this limit, native code would start one thread per CPU in every worker. */
function threadsOf(limits: Limits): number {
  return Math.max(1, Math.floor(availableParallelism() / workerCount(limits)));
}
