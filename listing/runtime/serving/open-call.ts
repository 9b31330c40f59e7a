import {
  type Body,
  type CallHead,
  type Frame,
  type FrameKind,
  parseCallHead,
  type SendFrame,
  wholeBody,
} from './frames.ts';

/** A request inside a worker. It sends the answer, and receives `abort` and `more` from the server. */
export class OpenCall {
  readonly id: number;
  readonly head: CallHead;
  /** In the pieces in which it came. */
  readonly pieces: Body;
  #body: Uint8Array | undefined;
  readonly #send: SendFrame;
  #abort: AbortController | undefined;
  #abortReason: Error | undefined;
  #onMore: (() => void) | undefined;
  /** Sent before anybody waited for it. */
  #hasMore = false;

  constructor({ call, head, body }: Frame, send: SendFrame) {
    this.id = call;
    this.#send = send;
    this.head = parseCallHead(head);
    this.pieces = body;
  }

  send(kind: FrameKind, head: string, body?: Body): void {
    this.#send(kind, this.id, head, body);
  }

  get body(): Uint8Array {
    this.#body ??= wholeBody(this.pieces);
    return this.#body;
  }

  /** Created on first use, because most handlers never use it. */
  get signal(): AbortSignal {
    this.#abort ??= new AbortController();
    if (this.#abortReason) this.#abort.abort(this.#abortReason);
    return this.#abort.signal;
  }

  get isAborted(): boolean {
    return this.#abortReason !== undefined;
  }

  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#abort?.abort(reason);
    this.#onMore?.();
  }

  /** Resolves when the last piece has been passed on to the caller, or when the call is aborted. */
  untilMore(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isAborted || this.#hasMore) resolve();
      else this.#onMore = resolve;
      this.#hasMore = false;
    });
  }

  takeMore(): void {
    this.#hasMore = this.#onMore === undefined;
    this.#onMore?.();
    this.#onMore = undefined;
  }
}
