import type { Log } from '../log.ts';
import { forQuickCalls, leastBusy, Pace } from './choose-worker.ts';
import { Crew, type CrewSize } from './crew.ts';
import { type Body, type Frame, type FrameKind, firstConversation } from './frames.ts';
import { type PooledWorker, pooledWorker } from './pooled-worker.ts';
import type { Call, WorkerLink } from './worker-link.ts';

export interface PoolOptions {
  readonly crew: CrewSize;
  /** The maximum number of open calls per worker. Further calls wait until a worker is free. */
  readonly callsAtOnce: number;
  /** The maximum number of conversations per worker, beside its calls. */
  readonly conversations?: number;
  /** A worker takes calls whenever they come, does several at once, and knows by itself whether it is stuck. */
  readonly isConcurrent?: boolean;
  /** A worker that sends nothing for this time after a call has timed out is considered stuck. */
  readonly stuckAfterMs: number;
  readonly startWorker: () => WorkerLink;
  readonly log: Log;
  /** Called when several workers in a row have died without an answer. The log has the reason. */
  readonly onGivingUp: () => void;
}

const maxDeathsInARow = 3;
/** The maximum time that a call waits for a worker to answer quick calls. */
const holdMs = 1;

/** Restarts dead workers, and gives the calls to the workers. */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #workers = new Set<PooledWorker>();
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
  readonly #crew: Crew<PooledWorker>;

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

  /** Gives a conversation to the worker that holds the fewest. Returns false where none has room for another one. */
  converse(call: Call): boolean {
    const most = this.#options.conversations ?? 0;
    const worker = leastBusy(this.#workers, most, ({ conversations }) => conversations.size);
    worker?.writer.send('call', firstConversation + worker.conversations.add(call), call.head);
    return worker !== undefined;
  }

  /** The answer is no longer needed. The call still ends: with its last frame, or with `onLost`. */
  abort(call: Call, reason: string, isLate: boolean): void {
    const place = this.#placeOf(call);
    if (!place) return void this.#removeWaiting(call);
    const { worker, id } = place;
    if (isLate && !this.#options.isConcurrent)
      this.#suspect(worker, id < firstConversation ? call : undefined);
    worker.writer.send('abort', id, reason);
  }

  /** A worker in this process answers the abort at once. */
  #suspect(worker: PooledWorker, late: Call | undefined): void {
    const { stuckAfterMs, callsAtOnce } = this.#options;
    if (late) worker.timedOut.add(late);
    if (worker.timedOut.size >= callsAtOnce) this.#kill(worker, 'all its calls have timed out');
    else
      worker.stuckTimer ??= setTimeout(() => this.#kill(worker, 'its event loop is blocked'), stuckAfterMs);
  }

  #kill(worker: PooledWorker, why: string): void {
    this.#options.log({ level: 'error', event: 'worker-stuck', message: why });
    worker.isReady = false;
    worker.kill();
  }

  /** Sends a frame of a call that a worker has: that the caller has taken the last piece, or what they say next. */
  tell(call: Call, kind: FrameKind, head?: string, body?: Body): void {
    const place = this.#placeOf(call);
    place?.worker.writer.send(kind, place.id, head, body);
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
    const worker = pooledWorker(this.#options.startWorker(), (frame) => this.#take(worker, frame));
    this.#workers.add(worker);
    void worker.ended.then((how) => this.#onEnd(worker, how));
    this.#crew.letLoad();
  }

  #take(worker: PooledWorker, frame: Frame): void {
    clearTimeout(worker.stuckTimer);
    worker.stuckTimer = undefined;
    if (frame.kind === 'ready') {
      worker.isReady = true;
      this.#crew.noteLoaded(worker);
      if (this.#readyWorkers().length === this.#crew.size) this.#allReady();
    }
    if (frame.call >= firstConversation) this.#takeSaid(worker, frame);
    else this.#takeAnswer(worker, frame);
  }

  #takeAnswer(worker: PooledWorker, frame: Frame): void {
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

  /** Of a conversation. */
  #takeSaid({ conversations }: PooledWorker, frame: Frame): void {
    const slot = frame.call - firstConversation;
    const call = conversations.get(slot);
    if (frame.kind === 'end' || frame.kind === 'broken') {
      this.#deaths = 0;
      conversations.remove(slot);
    }
    call?.onFrame(frame);
  }

  #allReady(): void {
    if (!this.#wasReady)
      this.#options.log({ level: 'info', event: 'model-loaded', workers: this.#crew.size });
    this.#wasReady = true;
    this.#loaded.resolve();
  }

  #onEnd(worker: PooledWorker, how: string): void {
    clearTimeout(worker.stuckTimer);
    if (!this.#workers.delete(worker) || this.#isStopping) return;
    this.#deaths += 1;
    this.#allDeaths += 1;
    const lost = [...worker.calls.all, ...worker.conversations.all];
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

  #readyWorkers(): readonly PooledWorker[] {
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

  #give(choose: (waiting: number) => PooledWorker | undefined): void {
    while (this.#waiting.length > 0) {
      const worker = choose(this.#waiting.length);
      const call = worker && this.#waiting.shift();
      if (!call) return;
      this.#pace.asked(worker);
      worker.writer.send('call', worker.calls.add(call), call.head, call.takeBody());
    }
  }

  #placeOf(call: Call): { readonly worker: PooledWorker; readonly id: number } | undefined {
    for (const worker of this.#workers) {
      const slot = worker.calls.slotOf(call);
      if (slot !== -1) return { worker, id: slot };
      const held = worker.conversations.slotOf(call);
      if (held !== -1) return { worker, id: firstConversation + held };
    }
    return undefined;
  }

  #removeWaiting(call: Call): void {
    this.#waiting = this.#waiting.filter((one) => one !== call);
    call.onLost();
  }
}
