/** What the choice of a worker depends on. */
export interface Candidate {
  readonly isReady: boolean;
  readonly calls: { readonly size: number };
  readonly writer: { readonly hasWaiting: boolean };
  /** When it got the first call that it has not reacted to; 0 if it has sent something since. */
  readonly askedAt: number;
}

/** `most` is the maximum number of open calls per worker. */
export function leastBusy<Worker extends Candidate>(
  workers: Iterable<Worker>,
  most: number,
): Worker | undefined {
  let best: Worker | undefined;
  for (const worker of workers)
    if (worker.isReady && worker.calls.size < (best?.calls.size ?? most)) best = worker;
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
    if (worker.askedAt > 0) isAsked = true;
    else free ??= worker;
  }
  return isAsked && waiting < enough ? undefined : free;
}

/** Workers that usually react sooner have quick calls. */
const quickMs = 0.5;

/** How soon workers send something after a call. Now and then they cannot, because other programs use the CPU. */
export class Reactions {
  #usualMs = quickMs;

  note(milliseconds: number): void {
    const weight = milliseconds < this.#usualMs ? 1 / 4 : 1 / 32;
    this.#usualMs += (milliseconds - this.#usualMs) * weight;
  }

  get areQuick(): boolean {
    return this.#usualMs < quickMs;
  }
}
