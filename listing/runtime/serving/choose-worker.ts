/** What the choice of a worker depends on. */
export interface Candidate {
  readonly isReady: boolean;
  readonly calls: { readonly size: number };
  readonly writer: { readonly hasWaiting: boolean };
  /** Whether it got a call and has sent nothing since. */
  isAsked: boolean;
  /** When it began with its open calls, or answered the last one. */
  busySince: number;
}

/** `most` is the maximum number of open calls per worker, or of what else is counted. */
export function leastBusy<Worker extends Candidate>(
  workers: Iterable<Worker>,
  most: number,
  count: (worker: Worker) => number = ({ calls }) => calls.size,
): Worker | undefined {
  let best: Worker | undefined;
  for (const worker of workers)
    if (worker.isReady && count(worker) < (best ? count(best) : most)) best = worker;
  return best;
}

/**
 * Quick calls go to one worker together: that is one write, and one process that wakes up for all of them. While it
 * works on them, the next calls wait until it answers. Another worker only gets calls when enough of them wait.
 */
export function forQuickCalls<Worker extends Candidate>(
  workers: Iterable<Worker>,
  most: number,
  waiting: number,
): Worker | undefined {
  const enough = most / 2;
  let free: Worker | undefined;
  let isAsked = false;
  for (const worker of workers) {
    if (!worker.isReady || worker.calls.size >= enough) continue;
    if (worker.writer.hasWaiting) return worker;
    if (worker.isAsked) isAsked = true;
    else free ??= worker;
  }
  return isAsked && waiting < enough ? undefined : free;
}

/** Workers that need less for a call, on average, have quick calls. */
const quickMs = 0.1;

/** A call counts as no longer than this. Now and then a worker has to wait, because other programs use the CPU. */
const mostMs = 4 * quickMs;

/** How long a worker needs for a call. Calls that are answered together share the time. */
export class Pace {
  #usualMs = quickMs;

  /** It gets a call. */
  asked(worker: Candidate): void {
    worker.isAsked = true;
    if (worker.calls.size === 0) worker.busySince = performance.now();
  }

  answered(worker: Candidate): void {
    const now = performance.now();
    this.#usualMs += (Math.min(now - worker.busySince, mostMs) - this.#usualMs) / 64;
    worker.busySince = now;
  }

  get isQuick(): boolean {
    return this.#usualMs < quickMs;
  }
}
