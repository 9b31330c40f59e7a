import type { Frame } from '../serving/frames.ts';
import { faultOf, type Head, PythonLink } from './python-link.ts';

export interface PythonOptions {
  readonly modelDir: string;
  readonly environment: NodeJS.ProcessEnv;
  /** How long one call may keep the process to itself; then it hangs and is ended. */
  readonly patienceMs: number;
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

/** The process that holds the model. It answers one call after the other. */
export class PythonProcess {
  readonly #options: PythonOptions;
  readonly #link: PythonLink;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(options: PythonOptions) {
    this.#options = options;
    this.#link = new PythonLink('worker.py', [options.modelDir], options.environment);
  }

  /** What it says once it has loaded. */
  async ready(): Promise<Head> {
    const frame = await this.#link.next();
    if (frame.kind !== 'ready') throw faultOf(frame);
    return JSON.parse(frame.head);
  }

  /** Says in words how it ended. */
  get ended(): Promise<string> {
    return this.#link.ended;
  }

  /** Its answer, once those before have theirs. Throws `BadBody`, or Python's own fault. */
  async ask({ head, body, isAborted }: PythonCall): Promise<PythonAnswer> {
    const release = await this.#takeTurn();
    let isStreamed = false;
    try {
      if (isAborted()) throw new Error('nobody waits for the answer');
      this.#link.send('call', 1, JSON.stringify(head), body);
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
        this.#link.send('more', 1);
      }
      if (frame.kind === 'broken') throw faultOf(frame);
    } finally {
      if (frame.kind === 'piece') this.#link.send('abort', 1);
      while (frame.kind === 'piece') frame = await this.#nextInTime();
      release();
    }
  }

  async #nextInTime(): Promise<Frame> {
    const patience = setTimeout(() => this.#endStuck(), this.#options.patienceMs);
    try {
      return await this.#link.next();
    } finally {
      clearTimeout(patience);
    }
  }

  #endStuck(): void {
    this.#options.onStuck();
    this.#link.endStuck();
  }
}
