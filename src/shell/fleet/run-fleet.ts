import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import type { Prepared } from '../../generate.ts';
import { inOrder } from '../../rehearse/in-parallel.ts';
import { startProgress } from '../progress.ts';
import type { Terminal } from '../terminal.ts';
import type { FleetCall, ReportedListing } from './fleet-call.ts';
import { fleetWork } from './fleet-work.ts';
import { nextGroups } from './next-groups.ts';
import { samePlace } from './same-place.ts';
import { startThreads } from './start-threads.ts';

/** Runs all listings in one process, a large fleet in several threads. `tell` gets them in their order, each as soon as those before it are done. */
export async function runFleet(
  prepared: Prepared,
  manifests: readonly string[],
  call: FleetCall,
  terminal: Terminal,
  tell: (listing: ReportedListing) => void,
): Promise<void> {
  const groups = samePlace(manifests, call.cwd);
  const taken = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const put = inOrder(startedProgress(terminal, manifests.length, tell));
  const done = new Set<number>();
  const add = (position: number, listing: ReportedListing) => {
    if (!done.has(position)) put(position, listing);
    done.add(position);
  };
  const threads = startThreads({ manifests, groups, taken, call, today: prepared.today });
  const addReceived = () => {
    for (const report of threads.received()) add(...report);
  };
  const work = fleetWork(prepared, manifests, call);
  try {
    for (const group of nextGroups(groups, taken)) {
      work.run(group, add);
      await turn();
      addReceived();
    }
    for (let isOver = false; !isOver; addReceived())
      isOver = await Promise.race([threads.ended.then(() => true), pause(20, false, { ref: false })]);
  } finally {
    await threads.stop();
  }
  for (const group of groups.filter((group) => !group.every((position) => done.has(position))))
    work.run(group, add);
  work.end();
}

function startedProgress(
  terminal: Terminal,
  count: number,
  tell: (listing: ReportedListing) => void,
): (listing: ReportedListing) => void {
  const progress = startProgress(terminal, count);
  return (listing) => {
    progress.clear();
    tell(listing);
    progress.step(listing.report.manifest);
  };
}
