import { join } from 'node:path';
import { BadBody } from '../records.ts';
import { type Frame, frameWriter, readFrames, type SendFrame } from '../serving/frames.ts';
import { linkProcess, type ProcessLink } from '../serving/linked-process.ts';

/** What the head of a frame holds. */
export type Head = Readonly<Record<string, unknown>>;

/** A fault in the seller's Python. Its stack is Python's traceback. */
class PythonFault extends Error {
  constructor({ message, traceback }: Head) {
    super(String(message));
    this.stack = String(traceback);
  }
}

/**
 * A Python process and what it has said. It has a socket to itself, so what the seller's code prints, or leaves behind,
 * cannot disturb what is said over it.
 */
export class PythonLink {
  readonly #link: ProcessLink;
  readonly #frames: Frame[] = [];
  #waiting: PromiseWithResolvers<Frame> | undefined;
  #end: Error | undefined;
  readonly send: SendFrame;

  /** Runs a program of `runtime/python/` with its words. */
  constructor(program: string, words: readonly string[], environment: NodeJS.ProcessEnv) {
    this.#link = linkProcess('python3', [join(import.meta.dirname, program), ...words], environment);
    this.send = frameWriter(this.#link.channel);
    // A process that dies breaks the socket under whatever is being written; `ended` tells how.
    this.#link.channel.on('error', () => {});
    readFrames(this.#link.channel, (frame) => this.#take(frame));
    void this.ended.then((how) => {
      this.#end = new Error(`Python ${how}`);
      this.#waiting?.reject(this.#end);
    });
  }

  /** Says in words how it ended. */
  get ended(): Promise<string> {
    return this.#link.ended;
  }

  /** What it says next. Fails when it says nothing any more. */
  async next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame) return frame;
    if (this.#end) throw this.#end;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  #take(frame: Frame): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  /** Python's own handler prints where it is, even when it holds its lock; what survives that is killed. */
  endStuck(): void {
    this.#link.kill('SIGABRT');
    setTimeout(() => this.#link.kill('SIGKILL'), 2000).unref();
  }
}

/** What a `broken` frame tells. */
export function faultOf({ head }: Frame): Error {
  const fault: Head = JSON.parse(head);
  return 'badBody' in fault ? new BadBody(String(fault['badBody'])) : new PythonFault(fault);
}
