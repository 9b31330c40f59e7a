import type { Log } from '../log.ts';
import { type Candidate, forQuickCalls, leastBusy, Pace } from './choose-worker.ts';
import { Crew, type CrewSize } from './crew.ts';
import type { Body, Frame, SendFrame } from './frames.ts';
import { Slots } from './slots.ts';

/** One process that holds the model, and the way to it. */
export interface WorkerLink {
  /** Of the process that holds the model; undefined if it is not running. */
  readonly pid?: () => number | undefined;
  /** Called once. */
  readonly connect: (onFrame: (frame: Frame) => void) => Writer;
  /** Resolves with a description of how it ended, after everything it sent has been read. */
  readonly ended: Promise<string>;
  /** No more calls come: it may end as soon as it likes. */
  readonly close: () => void;
  readonly kill: () => void;
}

interface Writer {
  readonly send: SendFrame;
  /** Whether frames of this turn are not sent yet. */
  readonly hasWaiting: boolean;
}

export interface PoolOptions {
  readonly crew: CrewSize;
  /** The maximum number of open calls per worker. Further calls wait until a worker is free. */
  readonly callsAtOnce: number;
  /** A worker takes calls whenever they come, does several at once, and knows by itself whether it is stuck. */
  readonly isConcurrent?: boolean;
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
  readonly takeBody: () => Body;
  readonly onFrame: (frame: Frame) => void;
  /** Called when the worker died, because of this call or another one. */
  readonly onLost: () => void;
}

interface Worker extends WorkerLink, Candidate {
  readonly writer: Writer;
  readonly calls: Slots<Call>;
  /** Calls that have timed out but have not ended yet. */
  readonly timedOut: Set<Call>;
  isHeld: boolean;
  isReady: boolean;
  /** Runs from the timeout of a call until the worker sends something. */
  stuckTimer: NodeJS.Timeout | undefined;
}

const maxDeathsInARow = 3;
/** The maximum time that a call waits for a worker to answer quick calls. */
const holdMs = 1;

/** Restarts dead workers, and gives the calls to the workers. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<Worker>();
  readonly #loaded = Promise.withResolvers<void>();
  /** Resolves when every worker has loaded the model for the first time, or when the pool has given up. */
  readonly loaded = this.#loaded.promise;
  #waiting: Call[] = [];
  readonly #pace = new Pace();
  #holdTimer: NodeJS.Timeout | undefined;
  #deaths = 0;
  #allDeaths = 0;
  #wasReady = false;
  #isStopping = false;
  readonly #crew: Crew<Worker>;

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#crew = new Crew(options.crew, this.#workers, () => this.#start(), options.log);
    this.#crew.gather();
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

  get counts(): { readonly waiting: number; readonly workerDeaths: number } {
    return { waiting: this.#waiting.length, workerDeaths: this.#allDeaths };
  }

  submit(call: Call): void {
    this.#waiting.push(call);
    this.#giveWaiting();
  }

  /** The answer is no longer needed. The call still ends: with its last frame, or with `onLost`. */
  abort(call: Call, reason: string, isLate: boolean): void {
    const worker = this.#workerOf(call);
    if (!worker) return void this.#removeWaiting(call);
    worker.writer.send('abort', worker.calls.slotOf(call), reason);
    const { stuckAfterMs, callsAtOnce, isConcurrent } = this.#options;
    if (!isLate || isConcurrent) return;
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
    worker?.writer.send('more', worker.calls.slotOf(call));
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    const workers = [...this.#workers];
    for (const { close } of workers) close();
    const late = setTimeout(() => {
      for (const { kill } of workers) kill();
    }, 2000);
    await Promise.all(workers.map(({ ended }) => ended));
    clearTimeout(late);
  }

  #start(): void {
    if (this.#isStopping) return;
    const link = this.#options.startWorker();
    const worker: Worker = {
      ...link,
      writer: link.connect((frame) => this.#take(worker, frame)),
      calls: new Slots(),
      timedOut: new Set(),
      isHeld: true,
      isReady: false,
      isAsked: false,
      busySince: 0,
      stuckTimer: undefined,
    };
    this.#workers.add(worker);
    void link.ended.then((how) => this.#onEnd(worker, how));
    this.#crew.letLoad();
  }

  #take(worker: Worker, frame: Frame): void {
    clearTimeout(worker.stuckTimer);
    worker.stuckTimer = undefined;
    if (frame.kind === 'ready') {
      worker.isReady = true;
      this.#crew.noteLoaded(worker);
      if (this.#readyWorkers().length === this.#crew.size) this.#allReady();
    }
    const call = worker.calls.get(frame.call);
    worker.isAsked = false;
    if (!call) {
      this.#giveWaiting();
      return;
    }
    const isLast = frame.kind === 'answer' || frame.kind === 'end' || frame.kind === 'broken';
    if (isLast) {
      this.#deaths = 0;
      this.#pace.answered(worker);
      worker.calls.remove(frame.call);
      worker.timedOut.delete(call);
    }
    call.onFrame(frame);
    if (isLast) this.#giveWaiting();
  }

  #allReady(): void {
    if (!this.#wasReady)
      this.#options.log({ level: 'info', event: 'model-loaded', workers: this.#crew.size });
    this.#wasReady = true;
    this.#loaded.resolve();
  }

  #onEnd(worker: Worker, how: string): void {
    clearTimeout(worker.stuckTimer);
    if (!this.#workers.delete(worker) || this.#isStopping) return;
    this.#deaths += 1;
    this.#allDeaths += 1;
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

  #giveWaiting(): void {
    const most = this.#options.callsAtOnce;
    const areQuick = !this.#options.isConcurrent && this.#pace.isQuick;
    this.#give((waiting) =>
      areQuick ? forQuickCalls(this.#workers, most, waiting) : leastBusy(this.#workers, most),
    );
    if (areQuick && this.#waiting.length > 0)
      this.#holdTimer ??= setTimeout(() => {
        this.#holdTimer = undefined;
        this.#give(() => leastBusy(this.#workers, most));
      }, holdMs);
  }

  #give(choose: (waiting: number) => Worker | undefined): void {
    while (this.#waiting.length > 0) {
      const worker = choose(this.#waiting.length);
      const call = worker && this.#waiting.shift();
      if (!call) return;
      this.#pace.asked(worker);
      worker.writer.send('call', worker.calls.add(call), call.head, call.takeBody());
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
