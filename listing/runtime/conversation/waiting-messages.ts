import type { WebSocket as Connection, RawData } from 'ws';
import { textHead } from '../serving/frames.ts';

interface WaitingMessage {
  readonly bytes: Buffer;
  /** Of its frame. */
  readonly head: string;
}

/** So much may wait before the connection is not read any more: a pause of it would also hold up pings. */
const mostWaiting = { bytes: 2 ** 20, messages: 1_000 };

/** The messages of a WebSocket that nobody has taken yet. */
export class WaitingMessages {
  readonly #webSocket: Connection;
  readonly #onSize: (change: number) => void;
  #messages: WaitingMessage[] = [];
  #bytes = 0;

  /** `onSize` is told by how many bytes they grow. */
  constructor(webSocket: Connection, onSize: (change: number) => void = () => {}) {
    this.#webSocket = webSocket;
    this.#onSize = onSize;
  }

  get areNone(): boolean {
    return this.#messages.length === 0;
  }

  add(data: RawData, isBinary: boolean): void {
    // The library gives a `Buffer` unless it is told otherwise.
    const bytes = data as Buffer;
    this.#messages.push({ bytes, head: isBinary ? '' : textHead });
    this.#count(bytes.length);
    if (this.#bytes > mostWaiting.bytes || this.#messages.length > mostWaiting.messages)
      this.#webSocket.pause();
  }

  take(): WaitingMessage | undefined {
    const message = this.#messages.shift();
    if (message) this.#count(-message.bytes.length);
    const isLow = this.#bytes <= mostWaiting.bytes / 2 && this.#messages.length <= mostWaiting.messages / 2;
    if (isLow) this.#webSocket.resume();
    return message;
  }

  drop(): void {
    this.#messages = [];
    this.#count(-this.#bytes);
    this.#webSocket.resume();
  }

  #count(change: number): void {
    this.#bytes += change;
    this.#onSize(change);
  }
}
