import { join } from 'node:path';
import { BadBody } from '../inference.ts';
import { type Frame, frameWriter, readFrames, type SendFrame } from '../serving/frames.ts';
import { linkProcess, type ProcessLink } from '../serving/linked-process.ts';

export interface PythonOptions {
  /** The program below `runtime/python/`, and its words. */
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  /** How long one call may keep the process to itself; then it hangs and is ended. */
  readonly patienceMs: number;
  /** It is gone although nobody wanted it to be; says how. */
  readonly onLost: (how: string) => void;
  /** It has kept one call for too long; its traceback follows in the log. */
  readonly onStuck: () => void;
}

export interface PythonCall {
  readonly head: object;
  readonly body: Uint8Array;
  /** Nobody waits any more: a call whose turn has not come is not made. */
  readonly isAborted: () => boolean;
}

export interface PythonAnswer {
  readonly head: Head;
  /** The whole answer, or the parts of a streamed one as they come. */
  readonly body: Uint8Array | AsyncGenerator<Uint8Array>;
}

type Head = Readonly<Record<string, unknown>>;

/** A fault in the seller's Python. Its stack is Python's traceback. */
class PythonFault extends Error {
  constructor({ message, traceback }: Head) {
    super(String(message));
    this.stack = String(traceback);
  }
}

/**
 * A Python process that does one thing after the other. It has a socket to itself, so what the seller's code prints, or
 * leaves behind, cannot disturb what is said over it.
 */
export class PythonProcess {
  readonly #options: PythonOptions;
  readonly #link: ProcessLink;
  readonly #send: SendFrame;
  readonly #frames: Frame[] = [];
  #waiting: PromiseWithResolvers<Frame> | undefined;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(options: PythonOptions) {
    this.#options = options;
    const [program = '', ...words] = options.words;
    this.#link = linkProcess('python3', [join(import.meta.dirname, program), ...words], options.environment);
    this.#send = frameWriter(this.#link.channel);
    this.#link.channel.on('error', () => {});
    readFrames(this.#link.channel, (frame) => this.#take(frame));
    void this.#link.ended.then((how) => this.#lose(how));
  }

  /** What it says once it has loaded. */
  async ready(): Promise<Head> {
    const frame = await this.#next();
    if (frame.kind !== 'ready') throw faultOf(frame);
    return JSON.parse(frame.head);
  }

  /** Its answer, once those before have theirs. Throws `BadBody`, or Python's own fault. */
  async ask({ head, body, isAborted }: PythonCall): Promise<PythonAnswer> {
    const release = await this.#takeTurn();
    let isStreamed = false;
    try {
      if (isAborted()) throw new Error('nobody waits for the answer');
      this.#send('call', 1, JSON.stringify(head), body);
      const frame = await this.#nextInTime();
      if (frame.kind === 'broken') throw faultOf(frame);
      isStreamed = frame.kind === 'start';
      return { head: JSON.parse(frame.head), body: isStreamed ? this.#pieces(release) : frame.body };
    } finally {
      if (!isStreamed) release();
    }
  }

  async #takeTurn(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#lastTurn;
    this.#lastTurn = promise;
    await before;
    return resolve;
  }

  async *#pieces(release: () => void): AsyncGenerator<Uint8Array> {
    let frame = await this.#nextInTime();
    try {
      for (; frame.kind === 'piece'; frame = await this.#nextInTime()) {
        yield frame.body;
        this.#send('more', 1);
      }
      if (frame.kind === 'broken') throw faultOf(frame);
    } finally {
      if (frame.kind === 'piece') this.#send('abort', 1);
      while (frame.kind === 'piece') frame = await this.#nextInTime();
      release();
    }
  }

  async #nextInTime(): Promise<Frame> {
    const patience = setTimeout(() => this.#endStuck(), this.#options.patienceMs);
    try {
      return await this.#next();
    } finally {
      clearTimeout(patience);
    }
  }

  async #next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame) return frame;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  #take(frame: Frame): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  /** Python's own handler prints where it hangs, even when it holds its lock; what survives that is killed. */
  #endStuck(): void {
    this.#options.onStuck();
    this.#link.kill('SIGABRT');
    setTimeout(() => this.#link.kill('SIGKILL'), 2000).unref();
  }

  #lose(how: string): void {
    this.#waiting?.reject(new Error(`Python ${how}`));
    this.#options.onLost(how);
  }
}

function faultOf({ head }: Frame): Error {
  const fault: Head = JSON.parse(head);
  return 'badBody' in fault ? new BadBody(String(fault['badBody'])) : new PythonFault(fault);
}
