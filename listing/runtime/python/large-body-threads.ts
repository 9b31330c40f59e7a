import { join } from 'node:path';
import { Worker as WorkerThread } from 'node:worker_threads';
import { runtimeFolder } from '../folder.ts';
import { BadBody } from '../records.ts';
import { tryAgain } from '../serving/refusal.ts';
import type { ReadBody, UnprintedAnswer, UnreadBody } from './large-body.ts';
import type { Done, Task } from './large-body-thread.ts';
import { memoryOf } from './transferred-memory.ts';

/** A thread that has had nothing to do for so long ends. The system gets its memory back. */
const idleThreadMs = 5000;

interface Thread {
  readonly worker: WorkerThread;
  readonly open: Map<number, PromiseWithResolvers<unknown>>;
  idle: NodeJS.Timeout | undefined;
}

/** Reads large bodies and prints large answers, so that the event loop stays free for pings and small calls. */
export class LargeBodyThreads {
  readonly #most: number;
  readonly #threads = new Set<Thread>();
  #tasks = 0;

  /** `most` is the highest number of threads. */
  constructor(most: number) {
    this.#most = most;
  }

  read(given: UnreadBody): Promise<ReadBody> {
    const id = this.#nextId();
    return this.#give({ id, kind: 'read', given }, memoryOf(given.body)) as Promise<ReadBody>;
  }

  print(given: UnprintedAnswer): Promise<Uint8Array> {
    const id = this.#nextId();
    const memory = memoryOf(given.parts.map(({ body }) => body));
    return this.#give({ id, kind: 'print', given }, memory) as Promise<Uint8Array>;
  }

  #nextId(): number {
    this.#tasks += 1;
    return this.#tasks;
  }

  #give(task: Task, memory: readonly ArrayBuffer[]): Promise<unknown> {
    const thread = this.#choose();
    clearTimeout(thread.idle);
    const done = Promise.withResolvers<unknown>();
    thread.open.set(task.id, done);
    thread.worker.postMessage(task, memory);
    return done.promise;
  }

  /** An idle thread, a new one, or the one with the fewest tasks. */
  #choose(): Thread {
    const [least] = [...this.#threads].sort((one, other) => one.open.size - other.open.size);
    if (least && (least.open.size === 0 || this.#threads.size >= this.#most)) return least;
    return this.#start();
  }

  #start(): Thread {
    const worker = new WorkerThread(join(runtimeFolder, 'python/large-body-thread.ts'));
    // Nobody waits for it when the server ends.
    worker.unref();
    const thread: Thread = { worker, open: new Map(), idle: undefined };
    this.#threads.add(thread);
    worker.on('message', (done: Done) => this.#settle(thread, done));
    worker.on('error', (fault) => this.#lose(thread, fault));
    return thread;
  }

  #settle(thread: Thread, done: Done): void {
    const asked = thread.open.get(done.id);
    thread.open.delete(done.id);
    if (thread.open.size === 0) thread.idle = setTimeout(() => this.#end(thread), idleThreadMs).unref();
    if ('result' in done) asked?.resolve(done.result);
    else asked?.reject('badBody' in done ? new BadBody(done.badBody) : done.fault);
  }

  #end(thread: Thread): void {
    this.#threads.delete(thread);
    void thread.worker.terminate();
  }

  /** Its memory was full, as a rule. Other threads and the server go on. */
  #lose(thread: Thread, fault: Error): void {
    this.#threads.delete(thread);
    for (const { reject } of thread.open.values())
      reject(tryAgain(`the thread that read this body has ended: ${fault.message}`));
  }
}
