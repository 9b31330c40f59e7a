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
  /** Sees what the answer says besides; a fault of it is the answer's. */
  readonly onHead: (head: Head) => void;
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

  /**
   * Its answer, once those before have theirs, after `onHead` has seen what it says besides. Throws `BadBody`, or Python's
   * own fault.
   */
  async ask({ head, body, isAborted, onHead }: PythonCall): Promise<PythonAnswer> {
    const release = await this.#takeTurn();
    let isStreamed = false;
    try {
      if (isAborted()) throw new Error('nobody waits for the answer');
      this.#link.send('call', 1, JSON.stringify(head), body);
      const frame = await this.#nextInTime();
      if (frame.kind === 'broken') throw faultOf(frame);
      const said: Head = JSON.parse(frame.head);
      if (frame.kind === 'start') await this.#orBreakOff(() => onHead(said));
      else onHead(said);
      isStreamed = frame.kind === 'start';
      return { head: said, body: isStreamed ? this.#pieces(release) : frame.body };
    } finally {
      if (!isStreamed) release();
    }
  }

  /** An answer that cannot begin must not keep Python waiting for a reader. */
  async #orBreakOff(act: () => void): Promise<void> {
    try {
      act();
    } catch (fault) {
      await this.#breakOff();
      throw fault;
    }
  }

  async #takeTurn(): Promise<() => void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const before = this.#lastTurn;
    this.#lastTurn = promise;
    await before;
    return resolve;
  }

  /** Nobody may keep Python to himself by not reading: then the answer is broken off, and the next call has its turn. */
  async *#pieces(release: () => void): AsyncGenerator<Uint8Array> {
    let frame = await this.#nextInTime();
    let isLate = false;
    let reading: NodeJS.Timeout | undefined;
    try {
      for (; frame.kind === 'piece'; frame = await this.#nextInTime()) {
        reading = setTimeout(() => {
          isLate = true;
          void this.#breakOff().finally(release);
        }, this.#options.patienceMs);
        yield frame.body;
        clearTimeout(reading);
        if (isLate)
          throw new Error('the caller took longer to read a part of the answer than an answer may take');
        this.#link.send('more', 1);
      }
      if (frame.kind === 'broken') throw faultOf(frame);
    } finally {
      clearTimeout(reading);
      if (!isLate) {
        if (frame.kind === 'piece') await this.#breakOff();
        release();
      }
    }
  }

  /** Tells Python to stop in the middle of an answer, and waits until it has. */
  async #breakOff(): Promise<void> {
    this.#link.send('abort', 1);
    let frame = await this.#nextInTime();
    while (frame.kind === 'piece') frame = await this.#nextInTime();
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
