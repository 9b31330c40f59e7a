import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';
import { type Frame, frameWriter, readFrames, type SendFrame } from './frames.ts';
import { Slots } from './slots.ts';

/** One process that holds the model, and its socket. */
export interface WorkerLink {
  readonly channel: Duplex;
  /** Resolves with a description of how it ended, after everything it sent has been read. */
  readonly ended: Promise<string>;
  readonly kill: () => void;
}

export interface PoolOptions {
  readonly size: number;
  /** The maximum number of open calls per worker. Further calls wait until a worker is free. */
  readonly callsAtOnce: number;
  /** A worker that sends nothing for this time after a call has timed out is considered stuck. */
  readonly stuckAfterMs: number;
  readonly startWorker: () => WorkerLink;
  readonly log: Log;
  /** Called when several workers in a row have died without an answer. The log has the reason. */
  readonly onGivingUp: () => void;
}

export interface Call {
  readonly head: string;
  /** Returns the body and releases it: this works only once. */
  readonly takeBody: () => Uint8Array;
  readonly onFrame: (frame: Frame) => void;
  /** Called when the worker died, because of this call or another one. */
  readonly onLost: () => void;
}

interface Worker extends WorkerLink {
  readonly send: SendFrame;
  readonly calls: Slots<Call>;
  /** Calls that have timed out but have not ended yet. */
  readonly timedOut: Set<Call>;
  isReady: boolean;
  /** Runs from the timeout of a call until the worker sends something. */
  stuckTimer: NodeJS.Timeout | undefined;
}

const maxDeathsInARow = 3;

/** Restarts dead workers, and gives each call to the worker with the fewest calls. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #loaded = Promise.withResolvers<void>();
  #waiting: Call[] = [];
  #deaths = 0;
  #wasReady = false;
  #isStopping = false;

  constructor(options: PoolOptions) {
    this.#options = options;
    for (let count = 0; count < options.size; count += 1) this.#start();
  }

  /** Resolves when every worker has loaded the model for the first time, or when the pool has given up. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  /**
   * Undefined if every worker has loaded once and at least one is ready now: SageMaker need not replace the container
   * because one worker has died. Otherwise the reason.
   */
  get whyNotReady(): string | undefined {
    if (this.#wasReady)
      return this.#readyWorkers().length > 0
        ? undefined
        : 'all workers died, and new ones are loading the model';
    return this.#deaths > 0 ? 'the model failed to load' : 'the model is still loading';
  }

  submit(call: Call): void {
    const worker = this.#leastBusy();
    if (worker) give(worker, call);
    else this.#waiting.push(call);
  }

  /** The answer is no longer needed. The call still ends: with its last frame, or with `onLost`. */
  abort(call: Call, reason: string, isLate: boolean): void {
    const worker = this.#workerOf(call);
    if (!worker) {
      this.#removeWaiting(call);
      return;
    }
    worker.send('abort', worker.calls.slotOf(call), reason);
    if (!isLate) return;
    const { stuckAfterMs, callsAtOnce } = this.#options;
    worker.timedOut.add(call);
    if (worker.timedOut.size >= callsAtOnce) this.#kill(worker, 'all its calls have timed out');
    else
      worker.stuckTimer ??= setTimeout(() => this.#kill(worker, 'its event loop is blocked'), stuckAfterMs);
  }

  #kill(worker: Worker, why: string): void {
    this.#options.log({ level: 'error', event: 'worker-stuck', message: why });
    worker.isReady = false;
    worker.kill();
  }

  /** The caller has taken the last piece of a streamed answer. */
  more(call: Call): void {
    const worker = this.#workerOf(call);
    worker?.send('more', worker.calls.slotOf(call));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const workers = [...this.#workers];
    for (const { channel } of workers) channel.end();
    const late = setTimeout(() => {
      for (const { kill } of workers) kill();
    }, 2000);
    await Promise.all(workers.map(({ ended }) => ended));
    clearTimeout(late);
  }

  #start(): void {
    if (this.#isStopping) return;
    const link = this.#options.startWorker();
    const send = frameWriter(link.channel);
    const worker: Worker = {
      ...link,
      send,
      calls: new Slots(),
      timedOut: new Set(),
      isReady: false,
      stuckTimer: undefined,
    };
    this.#workers.add(worker);
    // A write fails when the worker has died. `ended` reports the reason.
    link.channel.on('error', () => {});
    readFrames(link.channel, (frame) => this.#take(worker, frame));
    void link.ended.then((how) => this.#onEnd(worker, how));
  }

  #take(worker: Worker, frame: Frame): void {
    clearTimeout(worker.stuckTimer);
    worker.stuckTimer = undefined;
    if (frame.kind === 'ready') {
      worker.isReady = true;
      if (this.#readyWorkers().length === this.#options.size) this.#allReady();
    }
    const call = worker.calls.get(frame.call);
    if (!call) {
      this.#giveWaiting();
      return;
    }
    const isLast = frame.kind === 'answer' || frame.kind === 'end' || frame.kind === 'broken';
    if (isLast) {
      this.#deaths = 0;
      worker.calls.remove(frame.call);
      worker.timedOut.delete(call);
    }
    call.onFrame(frame);
    if (isLast) this.#giveWaiting();
  }

  #allReady(): void {
    if (!this.#wasReady)
      this.#options.log({ level: 'info', event: 'model-loaded', workers: this.#options.size });
    this.#wasReady = true;
    this.#loaded.resolve();
  }

  #onEnd(worker: Worker, how: string): void {
    clearTimeout(worker.stuckTimer);
    this.#workers.delete(worker);
    if (this.#isStopping) return;
    this.#deaths += 1;
    const lost = worker.calls.all;
    const { log, onGivingUp } = this.#options;
    log({ level: 'error', event: 'worker-died', message: how, callsLost: lost.length });
    for (const call of lost) call.onLost();
    if (this.#deaths < maxDeathsInARow) {
      setTimeout(() => this.#start(), (this.#deaths - 1) * 1000);
      return;
    }
    const message = `${maxDeathsInARow} workers in a row died without answering a call; the last one ${how}`;
    log({ level: 'error', event: 'giving-up', message });
    this.#loaded.resolve();
    onGivingUp();
  }

  #readyWorkers(): readonly Worker[] {
    return [...this.#workers].filter(({ isReady }) => isReady);
  }

  #leastBusy(): Worker | undefined {
    let best: Worker | undefined;
    for (const worker of this.#workers)
      if (worker.isReady && worker.calls.size < (best?.calls.size ?? this.#options.callsAtOnce))
        best = worker;
    return best;
  }

  #giveWaiting(): void {
    for (let worker = this.#leastBusy(); worker && this.#waiting.length > 0; worker = this.#leastBusy()) {
      const call = this.#waiting.shift();
      if (call) give(worker, call);
    }
  }

  #workerOf(call: Call): Worker | undefined {
    return [...this.#workers].find(({ calls }) => calls.slotOf(call) !== -1);
  }

  #removeWaiting(call: Call): void {
    this.#waiting = this.#waiting.filter((one) => one !== call);
    call.onLost();
  }
}

function give(worker: Worker, call: Call): void {
  worker.send('call', worker.calls.add(call), call.head, call.takeBody());
}
