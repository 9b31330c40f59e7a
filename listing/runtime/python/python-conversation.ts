import type { Conversation, Message } from '../inference.ts';
import { type Closing, type Frame, textHead, wholeBody } from '../serving/frames.ts';
import { faultOf, type PythonLink } from './python-link.ts';

interface Patience {
  /** How long Python may take to stop. */
  readonly stopMs: number;
  readonly onStuck: () => void;
}

/** The messages of `converse` in python/model.py. */
export async function* converseInPython(
  link: PythonLink,
  messages: AsyncIterable<Message>,
  conversation: Conversation,
  patience: Patience,
): AsyncGenerator<Message> {
  const talk = new Talk(link, messages[Symbol.asyncIterator](), conversation, patience);
  try {
    for (let frame = await talk.next(); ; frame = await talk.next()) {
      if (frame.kind === 'broken') throw faultOf(frame);
      if (frame.kind === 'end') {
        const { code, reason }: Closing = JSON.parse(frame.head);
        conversation.closeWith(code, reason);
        return;
      }
      const bytes = wholeBody(frame.body);
      yield frame.head === textHead ? Buffer.from(bytes).toString() : bytes;
      talk.send('more');
    }
  } finally {
    await talk.stop();
  }
}

class Talk {
  readonly #link: PythonLink;
  readonly #number: number;
  readonly #messages: AsyncIterator<Message>;
  readonly #signal: AbortSignal;
  readonly #patience: Patience;
  readonly #ended = Promise.withResolvers<void>();
  readonly #frames: Frame[] = [];
  #waiting: PromiseWithResolvers<Frame> | undefined;
  #fault: Error | undefined;
  #stuck: NodeJS.Timeout | undefined;

  constructor(
    link: PythonLink,
    messages: AsyncIterator<Message>,
    { signal, query, ...facts }: Conversation,
    patience: Patience,
  ) {
    this.#link = link;
    this.#messages = messages;
    this.#signal = signal;
    this.#patience = patience;
    this.#number = link.listen({ take: (frame) => this.#take(frame), lose: (fault) => this.#lose(fault) });
    const { requestId, attributes, inferenceId, sessionId } = facts;
    const known = { requestId, attributes, inferenceId, sessionId, query: Object.fromEntries(query) };
    this.send('call', JSON.stringify(known));
    signal.addEventListener('abort', this.#abort);
  }

  send(kind: 'call' | 'message' | 'last' | 'more' | 'abort', head?: string, body?: Frame['body']): void {
    this.#link.send(kind, this.#number, head, body);
  }

  /** A piece, or the end. */
  async next(): Promise<Frame> {
    const frame = this.#frames.shift();
    if (frame) return frame;
    if (this.#fault) throw this.#fault;
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  /** Resolves when Python has ended its part. */
  async stop(): Promise<void> {
    this.#abort();
    await this.#ended.promise;
    this.#signal.removeEventListener('abort', this.#abort);
    this.#link.forget(this.#number);
  }

  readonly #abort = (): void => {
    if (this.#stuck) return;
    const { stopMs, onStuck } = this.#patience;
    this.#stuck = setTimeout(onStuck, stopMs);
    void this.#ended.promise.then(() => clearTimeout(this.#stuck));
    this.send('abort');
  };

  #take(frame: Frame): void {
    if (frame.kind === 'next') {
      void this.#passOn();
      return;
    }
    if (frame.kind === 'end' || frame.kind === 'broken') this.#ended.resolve();
    const waiting = this.#waiting;
    this.#waiting = undefined;
    if (waiting) waiting.resolve(frame);
    else this.#frames.push(frame);
  }

  #lose(fault: Error): void {
    this.#fault = fault;
    this.#waiting?.reject(fault);
    this.#ended.resolve();
  }

  async #passOn(): Promise<void> {
    const { value, done } = await this.#messages.next();
    if (done) this.send('last');
    else if (typeof value === 'string') this.send('message', textHead, [Buffer.from(value)]);
    else this.send('message', '', [value]);
  }
}
