import type { Conversation, Message } from '../inference.ts';
import { type Frame, wholeBody } from '../serving/frames.ts';
import type { ProcessLink } from '../serving/linked-process.ts';
import { converseInPython } from './python-conversation.ts';
import { faultOf, type Head, PythonLink } from './python-link.ts';

/** Where a process comes from. */
export interface PythonSource {
  readonly link: ProcessLink;
  /** Lets it load the model. Resolves to its first frame. */
  readonly load: (link: PythonLink) => Promise<Frame>;
}

export interface PythonOptions {
  readonly source: PythonSource;
  /** The maximum time for one step of a call. After it, the process is considered stuck and is ended. */
  readonly stepTimeoutMs: number;
  /** Called when the process is stuck. Its traceback follows in the log. */
  readonly onStuck: () => void;
  /** Called with a description of how the process has ended, before its calls are rejected. */
  readonly onEnd: (how: string) => void;
}

export interface PythonCall {
  readonly head: object;
  readonly body: Uint8Array;
  /** True if the caller no longer waits. Such a call is not started. */
  readonly isAborted: () => boolean;
  /** Gets the head of the answer. If it throws, the call fails. */
  readonly onHead: (head: Head) => void;
}

export interface PythonAnswer {
  readonly head: Head;
  /** The whole answer, or the pieces of a streamed answer. */
  readonly body: Uint8Array | AsyncGenerator<Uint8Array>;
}

/** The process that holds the model. It answers one call at a time. */
export class PythonProcess {
  readonly #options: PythonOptions;
  readonly #link: PythonLink;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(options: PythonOptions) {
    this.#options = options;
    this.#link = new PythonLink(options.source.link, options.onEnd);
  }

  /** Undefined if it is not running. */
  get pid(): number | undefined {
    return this.#link.pid;
  }

  /** Resolves when the model is loaded. Until this call, Python has only imported the seller's code. */
  async load(): Promise<Head> {
    const frame = await this.#options.source.load(this.#link);
    if (frame.kind !== 'ready') throw faultOf(frame);
    return JSON.parse(frame.head);
  }

  /** Resolves with a description of how the process ended. */
  get ended(): Promise<string> {
    return this.#link.ended;
  }

  close(): void {
    this.#link.close();
  }

  kill(): void {
    this.#link.kill();
  }

  /**
   * Waits for earlier calls, then returns the answer. `onHead` is called before. Throws `BadBody` or the error from
   * Python.
   */
  async ask({ head, body, isAborted, onHead }: PythonCall): Promise<PythonAnswer> {
    const release = await this.#takeTurn();
    let isStreamed = false;
    try {
      if (isAborted()) throw new Error('the caller no longer waits for the answer');
      this.#link.send('call', 1, JSON.stringify(head), [body]);
      const frame = await this.#nextInTime();
      if (frame.kind === 'broken') throw faultOf(frame);
      const said: Head = JSON.parse(frame.head);
      if (frame.kind === 'start') await this.#orAbort(() => onHead(said));
      else onHead(said);
      isStreamed = frame.kind === 'start';
      return { head: said, body: isStreamed ? this.#pieces(release) : wholeBody(frame.body) };
    } finally {
      if (!isStreamed) release();
    }
  }

  /** Python holds it beside its calls. */
  converse(messages: AsyncIterable<Message>, conversation: Conversation): AsyncIterable<Message> {
    return converseInPython(this.#link, messages, conversation, {
      stopMs: this.#options.stepTimeoutMs,
      onStuck: () => this.#endStuck(),
    });
  }

  /** If the answer cannot start, Python is told to stop. Otherwise it would wait for a reader. */
  async #orAbort(act: () => void): Promise<void> {
    try {
      act();
    } catch (fault) {
      await this.#abort();
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

  /** If the caller does not read a piece in time, the answer is aborted, so that the next call can start. */
  async *#pieces(release: () => void): AsyncGenerator<Uint8Array> {
    let frame = await this.#nextInTime();
    let isLate = false;
    let reading: NodeJS.Timeout | undefined;
    try {
      for (; frame.kind === 'piece'; frame = await this.#nextInTime()) {
        reading = setTimeout(() => {
          isLate = true;
          void this.#abort().finally(release);
        }, this.#options.stepTimeoutMs);
        yield wholeBody(frame.body);
        clearTimeout(reading);
        if (isLate) throw new Error('the caller did not read a part of the answer within the timeout');
        this.#link.send('more', 1);
      }
      if (frame.kind === 'broken') throw faultOf(frame);
    } finally {
      clearTimeout(reading);
      if (!isLate) {
        if (frame.kind === 'piece') await this.#abort();
        release();
      }
    }
  }

  /** Tells Python to stop in the middle of an answer, and waits until it has stopped. */
  async #abort(): Promise<void> {
    this.#link.send('abort', 1);
    let frame = await this.#nextInTime();
    while (frame.kind === 'piece') frame = await this.#nextInTime();
  }

  async #nextInTime(): Promise<Frame> {
    const timer = setTimeout(() => this.#endStuck(), this.#options.stepTimeoutMs);
    try {
      return await this.#link.next();
    } finally {
      clearTimeout(timer);
    }
  }

  #endStuck(): void {
    this.#options.onStuck();
    this.#link.endStuck();
  }
}
