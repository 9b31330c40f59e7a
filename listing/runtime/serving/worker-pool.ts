import type { Duplex } from 'node:stream';
import type { Log } from '../log.ts';
import { type Frame, frameWriter, readFrames, type SendFrame } from './frames.ts';
import { Slots } from './slots.ts';

/** One process that holds the model, and the socket to it. */
export interface WorkerLink {
  readonly channel: Duplex;
  /** Says in words how it ended, once everything it sent has been read. */
  readonly ended: Promise<string>;
  readonly kill: () => void;
}

export interface PoolOptions {
  readonly size: number;
  /** How many calls a worker is given before it has answered the first; the others wait for whoever is free. */
  readonly callsAtOnce: number;
  /** A worker that says nothing for so long after a call ran out of time is stuck. */
  readonly patienceMs: number;
  readonly startWorker: () => WorkerLink;
  readonly log: Log;
  /** Workers die one after the other and answer nothing in between: the reason is in the log. */
  readonly onGivingUp: () => void;
}

export interface Call {
  readonly head: string;
  /** Hands over the body: whoever takes it has the only copy. */
  readonly takeBody: () => Uint8Array;
  readonly onFrame: (frame: Frame) => void;
  /** The worker died over it, or beside it. */
  readonly onLost: () => void;
}

interface Worker extends WorkerLink {
  readonly send: SendFrame;
  readonly calls: Slots<Call>;
  /** Those that ran out of time and have not ended since. */
  readonly late: Set<Call>;
  isReady: boolean;
  /** Runs from a call that took too long until the worker next says something. */
  suspicion: NodeJS.Timeout | undefined;
}

const deathsInARow = 3;

/** Keeps the workers alive and gives each call to the one that has the fewest. */
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

  /** Ends when every worker has loaded the model for the first time, or when the pool has given up. */
  get loaded(): Promise<void> {
    return this.#loaded.promise;
  }

  /**
   * Nothing, when every worker has loaded once and one at least is there now: a single death is no reason to be
   * replaced. Otherwise what is missing.
   */
  get whyNotReady(): string | undefined {
    if (this.#wasReady)
      return this.#readyWorkers().length > 0 ? undefined : 'no worker is left, and new ones load the model';
    return this.#deaths > 0 ? 'the model failed to load' : 'the model is still loading';
  }

  submit(call: Call): void {
    const worker = this.#leastBusy();
    if (worker) give(worker, call);
    else this.#waiting.push(call);
  }

  /** Nobody waits for the answer any more. The call still ends with a frame of its own, or is lost. */
  abort(call: Call, reason: string, isLate: boolean): void {
    const worker = this.#workerOf(call);
    if (!worker) {
      this.#forget(call);
      return;
    }
    worker.send('abort', worker.calls.slotOf(call), reason);
    if (!isLate) return;
    const { patienceMs, callsAtOnce } = this.#options;
    worker.late.add(call);
    if (worker.late.size >= callsAtOnce) this.#kill(worker, 'none of its calls ends');
    else worker.suspicion ??= setTimeout(() => this.#kill(worker, 'its event loop is blocked'), patienceMs);
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
      late: new Set(),
      isReady: false,
      suspicion: undefined,
    };
    this.#workers.add(worker);
    // A worker that dies breaks the socket under whatever is being written; `ended` tells how.
    link.channel.on('error', () => {});
    readFrames(link.channel, (frame) => this.#take(worker, frame));
    void link.ended.then((how) => this.#bury(worker, how));
  }

  #take(worker: Worker, frame: Frame): void {
    clearTimeout(worker.suspicion);
    worker.suspicion = undefined;
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
      worker.late.delete(call);
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

  #bury(worker: Worker, how: string): void {
    clearTimeout(worker.suspicion);
    this.#workers.delete(worker);
    if (this.#isStopping) return;
    this.#deaths += 1;
    const lost = worker.calls.all;
    const { log, onGivingUp } = this.#options;
    log({ level: 'error', event: 'worker-died', message: how, callsLost: lost.length });
    for (const call of lost) call.onLost();
    if (this.#deaths < deathsInARow) {
      setTimeout(() => this.#start(), (this.#deaths - 1) * 1000);
      return;
    }
    const message = `${deathsInARow} workers died in a row and answered nothing in between; the last one ${how}`;
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

  #forget(call: Call): void {
    this.#waiting = this.#waiting.filter((one) => one !== call);
    call.onLost();
  }
}

function give(worker: Worker, call: Call): void {
  worker.send('call', worker.calls.add(call), call.head, call.takeBody());
}
