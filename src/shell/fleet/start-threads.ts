import { availableParallelism } from 'node:os';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { ReportedListing } from './fleet-call.ts';
import type { ThreadTask } from './fleet-thread.ts';

/** Before a thread has started, this one has done half as many. */
const fewestForThread = 64;
const mostThreads = 3;

/**
 * Starts threads that work beside this one. The result comes when all have ended, also where one could not start or died: then
 * some listings have no report.
 */
export function startThreads(
  task: ThreadTask,
  told: (position: number, listing: ReportedListing) => void,
): Promise<unknown> {
  const worthwhile = Math.floor(task.groups.length / fewestForThread);
  const count = Math.min(worthwhile, availableParallelism() - 1, mostThreads);
  return Promise.all(Array.from({ length: count }, () => threadEnds(task, told)));
}

function threadEnds(
  task: ThreadTask,
  told: (position: number, listing: ReportedListing) => void,
): Promise<unknown> {
  // `.ts` here, `.js` when built.
  const file = `./fleet-thread${extname(import.meta.url)}`;
  return new Promise((ended) => {
    new Worker(new URL(file, import.meta.url), { workerData: task })
      .on('message', ([position, text]: [number, string]) => told(position, JSON.parse(text)))
      .on('error', ended)
      .on('exit', ended);
  });
}
