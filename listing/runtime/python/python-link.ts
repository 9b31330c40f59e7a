import { BadBody } from '../records.ts';
import { type Frame, firstConversation, type SendFrame } from '../serving/frames.ts';
import type { ProcessLink } from '../serving/linked-process.ts';
import { readFrames } from '../serving/read-frames.ts';
import { Refusal } from '../serving/refusal.ts';
import { FrameWriter } from '../serving/write-frames.ts';

/** The parsed head of a frame. */
export type Head = Readonly<Record<string, unknown>>;

/** An error in the seller's Python code. Its stack is Python's traceback. */
class PythonFault extends Error {
  constructor({ message, traceback }: Head) {
    super(String(message));
    this.stack = String(traceback);
  }
}

/** Reads the frames of one conversation. */
interface Listener {
  readonly take: (frame: Frame) => void;
  readonly lose: (fault: Error) => void;
}

/**
 * A Python process and the frames received from it. Frames have their own socket, so output or child processes of the
 * seller's code cannot disturb them.
 */
export class PythonLink {
  readonly #link: ProcessLink;
  readonly #frames: Frame[] = [];
  readonly #conversations = new Map<number, Listener>();
  #begun = 0;
  #waiting: PromiseWithResolvers<Frame> | undefined;
  #end: Error | undefined;
  readonly send: SendFrame;

  /** `onEnd` comes before anything that waits is rejected. */
  constructor(link: ProcessLink, onEnd: (how: string) => void = () => {}) {
    this.#link = link;
    this.send = new FrameWriter(this.#link.channel).send;
    // A write fails when the process has died. `ended` reports the reason.
    this.#link.channel.on('error', () => {});
    readFrames(this.#link.channel, (frame) => this.#take(frame));
    void this.ended.then((how) => {
      onEnd(how);
      this.#end = new Error(`Python ${how}`);
      this.#waiting?.reject(this.#end);
      for (const { lose } of this.#conversations.values()) lose(this.#end);
    });
  }

  get pid(): number | undefined {
    return this.#link.pid;
  }

  /** Resolves with a description of how the process ended. */
  get ended(): Promise<string> {
    return this.#link.ended;
  }

  /** The next frame. Rejects if the process has ended. */
  async next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame) return frame;
    if (this.#end) throw this.#end;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  /** Returns the number of the conversation. */
  listen(listener: Listener): number {
    if (this.#end) listener.lose(this.#end);
    const conversation = firstConversation + (this.#begun % firstConversation);
    this.#begun += 1;
    this.#conversations.set(conversation, listener);
    return conversation;
  }

  forget(conversation: number): void {
    this.#conversations.delete(conversation);
  }

  #take(frame: Frame): void {
    if (frame.call >= firstConversation) {
      this.#conversations.get(frame.call)?.take(frame);
      return;
    }
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  /** Python ends as soon as it has answered. */
  close(): void {
    this.#link.channel.end();
  }

  kill(): void {
    this.#link.kill();
  }

  /**
   * SIGABRT makes Python print its traceback, even if native code holds the lock. SIGKILL follows if it still runs.
   */
  endStuck(): void {
    this.#link.kill('SIGABRT');
    setTimeout(() => this.#link.kill('SIGKILL'), 2000).unref();
  }
}

/** The error in a `broken` frame. */
export function faultOf({ head }: Frame): Error {
  const fault: Head = JSON.parse(head);
  if ('badBody' in fault) return new BadBody(String(fault['badBody']));
  if (!('refused' in fault)) return new PythonFault(fault);
  const refusal = new Refusal(Number(fault['status']), String(fault['refused']));
  refusal.stack = String(fault['traceback']);
  return refusal;
}
