import type { Message } from '../inference.ts';
import { AbortableCall } from './abortable-call.ts';
import { type ConversationHead, type Frame, type SendFrame, textHead, wholeBody } from './frames.ts';

/** A conversation inside a worker. */
export class OpenConversation extends AbortableCall {
  readonly head: ConversationHead;
  readonly messages: Inbox;

  constructor({ call, head }: Frame, send: SendFrame) {
    super(call, send);
    this.head = JSON.parse(head);
    this.messages = new Inbox(() => this.send('next'));
  }

  /** Nobody reads the answer any more, and no more messages come. */
  override abort(reason: Error): void {
    super.abort(reason);
    this.messages.end();
  }
}

/** The messages of the caller. One is always on its way, unless the handler has not taken the last one. */
export class Inbox implements AsyncIterableIterator<Message> {
  readonly #ask: () => void;
  readonly #arrived: Message[] = [];
  readonly #readers: ((result: IteratorResult<Message, undefined>) => void)[] = [];
  #hasEnded = false;

  constructor(ask: () => void) {
    this.#ask = ask;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<Message, undefined>> {
    const value = this.#arrived.shift();
    if (value !== undefined) {
      if (!this.#hasEnded) this.#ask();
      return Promise.resolve({ value, done: false });
    }
    if (this.#hasEnded) return Promise.resolve(over);
    return new Promise((resolve) => this.#readers.push(resolve));
  }

  take({ head, body }: Pick<Frame, 'head' | 'body'>): void {
    const bytes = wholeBody(body);
    const value = head === textHead ? utf8.decode(bytes) : bytes;
    const reader = this.#readers.shift();
    if (!reader) return void this.#arrived.push(value);
    this.#ask();
    reader({ value, done: false });
  }

  end(): void {
    this.#hasEnded = true;
    for (const reader of this.#readers.splice(0)) reader(over);
  }
}

const over = { value: undefined, done: true } as const;

/** A text may begin with a byte order mark, which belongs to it. */
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });
