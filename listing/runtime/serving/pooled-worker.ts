import type { Candidate } from './choose-worker.ts';
import type { Frame } from './frames.ts';
import { Slots } from './slots.ts';
import type { Call, WorkerLink, Writer } from './worker-link.ts';

/** A worker as the pool sees it. */
export interface PooledWorker extends WorkerLink, Candidate {
  readonly writer: Writer;
  readonly calls: Slots<Call>;
  readonly conversations: Slots<Call>;
  /** Calls that have timed out but have not ended yet. */
  readonly timedOut: Set<Call>;
  isHeld: boolean;
  isReady: boolean;
  /** Runs from the timeout of a call until the worker sends something. */
  stuckTimer: NodeJS.Timeout | undefined;
}

export function pooledWorker(link: WorkerLink, onFrame: (frame: Frame) => void): PooledWorker {
  return {
    ...link,
    writer: link.connect(onFrame),
    calls: new Slots(),
    conversations: new Slots(),
    timedOut: new Set(),
    isHeld: true,
    isReady: false,
    isAsked: false,
    busySince: 0,
    stuckTimer: undefined,
  };
}
