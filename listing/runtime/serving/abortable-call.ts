import type { Body, FrameKind, SendFrame } from './frames.ts';

/** A call inside a worker. It sends the answer, and receives `abort` and `more` from the server. */
export class AbortableCall {
  readonly id: number;
  readonly #send: SendFrame;
  #abort: AbortController | undefined;
  #abortReason: Error | undefined;
  #onMore: (() => void) | undefined;
  /** Sent before anybody waited for it. */
  #hasMore = false;

  constructor(id: number, send: SendFrame) {
    this.id = id;
    this.#send = send;
  }

  send(kind: FrameKind, head?: string, body?: Body): void {
    this.#send(kind, this.id, head, body);
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
