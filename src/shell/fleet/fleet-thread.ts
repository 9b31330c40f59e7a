import { parentPort, workerData } from 'node:worker_threads';
import { loadPrepared } from '../load-prepared.ts';
import type { FleetCall } from './fleet-call.ts';
import { fleetWork } from './fleet-work.ts';
import { nextGroups } from './next-groups.ts';

/** What a thread is started with. */
export interface ThreadTask {
  readonly manifests: readonly string[];
  readonly groups: readonly (readonly number[])[];
  /** How many groups some thread has taken. */
  readonly taken: Int32Array<SharedArrayBuffer>;
  readonly call: FleetCall;
  readonly today: string;
}

// Loaded in threads of their own by `start-threads.ts`.
const { manifests, groups, taken, call, today }: ThreadTask = workerData;
const work = fleetWork(loadPrepared(today), manifests, call);
for (const group of nextGroups(groups, taken))
  work.run(group, (position, told) => parentPort?.postMessage([position, JSON.stringify(told)]));
work.end();
