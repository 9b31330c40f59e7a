import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReportedListing } from './fleet-call.ts';
import type { ThreadTask } from './fleet-thread.ts';

/** Before a thread has started, this one has done half as many. */
const fewestForThread = 64;
const mostThreads = 3;

/** Threads that work beside this one. */
export interface FleetThreads {
  /** What has come since the last call, with the positions of the listings. */
  readonly received: () => readonly (readonly [number, ReportedListing])[];
  /** When all have ended, also where one could not start or died: then some listings have no report. */
  readonly ended: Promise<unknown>;
  readonly stop: () => Promise<unknown>;
}

export function startThreads(task: ThreadTask): FleetThreads {
  const inbox: (readonly [number, ReportedListing])[] = [];
  const worthwhile = Math.floor(task.groups.length / fewestForThread);
  const count = Math.min(worthwhile, availableParallelism() - 1, mostThreads);
  // `.ts` here, `.js` when built.
  const file = new URL(`./fleet-thread${extname(import.meta.url)}`, import.meta.url);
  const workers = Array.from({ length: count }, () => {
    const worker = new Worker(file, { workerData: task });
    const ended = new Promise((end) => worker.on('error', end).on('exit', end));
    worker.on('message', ([position, text]: [number, string]) => inbox.push([position, JSON.parse(text)]));
    return { worker, ended };
  });
  return {
    received: () => inbox.splice(0),
    ended: Promise.all(workers.map(({ ended }) => ended)),
    stop: () => Promise.all(workers.map(({ worker }) => worker.terminate())),
  };
}
