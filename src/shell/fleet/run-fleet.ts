import { setImmediate as turn } from 'node:timers/promises';
import type { Prepared } from '../../generate.ts';
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
  const { add, isDone } = inOrder(manifests.length, startedProgress(terminal, manifests.length, tell));
  const threads = startThreads({ manifests, groups, taken, call, today: prepared.today }, add);
  const work = fleetWork(prepared, manifests, call);
  for (const group of nextGroups(groups, taken)) {
    work.run(group, add);
    // What other threads say comes in between.
    await turn();
  }
  await threads;
  for (const group of groups.filter((group) => !group.every(isDone))) work.run(group, add);
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

/** Tells listings in their order, whatever order they come in. */
function inOrder(count: number, tell: (listing: ReportedListing) => void) {
  const waiting = new Map<number, ReportedListing>();
  let next = 0;
  return {
    add: (position: number, listing: ReportedListing) => {
      if (position >= next) waiting.set(position, listing);
      for (let found = waiting.get(next); found && next < count; found = waiting.get(next)) {
        waiting.delete(next);
        next += 1;
        tell(found);
      }
    },
    isDone: (position: number) => position < next || waiting.has(position),
  };
}
