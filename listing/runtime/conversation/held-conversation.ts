import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { WebSocket as Connection, RawData } from 'ws';
import { fittingReason } from '../serving/closing.ts';
import type { Traffic } from '../serving/forward-call.ts';
import {
  type Body,
  type Closing,
  type ConversationHead,
  type Frame,
  textHead,
  wholeBody,
} from '../serving/frames.ts';
import type { Call } from '../serving/worker-link.ts';
import { type ConversationTimes, mostUnanswered } from './conversation-times.ts';
import { WaitingMessages } from './waiting-messages.ts';

const atTheEnd: Closing = { code: 1001, reason: 'the server is stopping' };

/** A WebSocket, and the call of a worker that it belongs to. */
export class HeldConversation implements Call {
  readonly head: string;
  readonly #requestId = randomUUID();
  readonly #traffic: Traffic;
  readonly #times: ConversationTimes;
  readonly #closed = Promise.withResolvers<void>();
  #webSocket: Connection | undefined;
  readonly #timers = new Set<NodeJS.Timeout>();
  #starting: NodeJS.Timeout | undefined;
  #waiting: WaitingMessages | undefined;
  /** How many messages the worker waits for. */
  #wanted = 0;
  #unanswered = 0;
  #hasStarted = false;
  #hasClosed = false;
  #isStopping = false;
  /** The worker has nothing more to say. */
  #isOver = false;
  #whyGone = 'the caller has left';

  constructor(traffic: Traffic, times: ConversationTimes, request: IncomingMessage) {
    this.#traffic = traffic;
    this.#times = times;
    this.head = JSON.stringify(headOf(request, this.#requestId));
  }

  /** Resolves when the connection is closed. */
  get closed(): Promise<void> {
    return this.#closed.promise;
  }

  findWorker(): boolean {
    return this.#traffic.pool.converse(this);
  }

  takeBody(): Body {
    return [];
  }

  /** Without a WebSocket, the caller has left in the meantime, or has asked for something else. */
  begin(webSocket: Connection | undefined): void {
    if (!webSocket) {
      this.#gone();
      return;
    }
    this.#webSocket = webSocket;
    this.#waiting = new WaitingMessages(webSocket, (change) => {
      this.#traffic.bodyBytes += change;
    });
    webSocket.on('message', (data, isBinary) => this.#keep(data, isBinary));
    webSocket.on('ping', () => this.#noteLife());
    webSocket.on('pong', () => this.#noteLife());
    // What the protocol forbids is closed by the library, with the right code.
    webSocket.on('error', (fault) => {
      this.#whyGone = fault.message;
    });
    webSocket.on('close', () => this.#gone());
    this.#watch();
  }

  #watch(): void {
    const { timeoutSeconds } = this.#traffic.limits;
    const { longest, ping } = this.#times;
    const late = `no worker took the conversation within ${timeoutSeconds} seconds`;
    this.#starting = this.#after(timeoutSeconds * 1000, () => this.#close({ code: 1013, reason: late }));
    if (this.#hasStarted) clearTimeout(this.#starting);
    this.#after(longest, () =>
      this.#close({ code: 1008, reason: 'a conversation lasts no longer than 30 minutes' }),
    );
    const pinging = setInterval(() => this.#ping(), ping);
    this.#timers.add(pinging);
  }

  #after(milliseconds: number, act: () => void): NodeJS.Timeout {
    const timer = setTimeout(act, milliseconds);
    this.#timers.add(timer);
    return timer;
  }

  /** While the connection is not read, nobody knows whether the caller answers. */
  #ping(): void {
    if (!this.#webSocket || this.#webSocket.isPaused) return;
    if (this.#unanswered >= mostUnanswered) {
      this.#whyGone = `the caller has not answered ${mostUnanswered} pings`;
      this.#webSocket.terminate();
      return;
    }
    this.#unanswered += 1;
    this.#webSocket.ping();
  }

  #noteLife(): void {
    this.#unanswered = 0;
  }

  #keep(data: RawData, isBinary: boolean): void {
    this.#noteLife();
    if (this.#hasClosed) return;
    this.#waiting?.add(data, isBinary);
    this.#give();
    if (this.#traffic.bodyBytes > this.#traffic.bodyMemory)
      this.#close({ code: 1013, reason: 'the messages of current conversations fill the memory' });
  }

  #give(): void {
    while (this.#wanted > 0) {
      const message = this.#waiting?.take();
      if (!message) return;
      this.#wanted -= 1;
      this.#traffic.pool.tell(this, 'message', message.head, [message.bytes]);
    }
  }

  onFrame({ kind, head, body }: Frame): void {
    if (kind === 'start') {
      this.#hasStarted = true;
      clearTimeout(this.#starting);
    } else if (kind === 'next') {
      this.#wanted += 1;
      this.#give();
    } else if (kind === 'piece') this.#send(head, body);
    else if (kind === 'end' || kind === 'broken') {
      this.#isOver = true;
      const closing: Closing = JSON.parse(head);
      this.#close(this.#isStopping && closing.code === 1000 ? atTheEnd : closing);
    }
  }

  /** The next one is asked for when the system has taken this one. */
  #send(head: string, body: Body): void {
    const next = () => this.#traffic.pool.tell(this, 'more');
    if (this.#hasClosed) next();
    else this.#webSocket?.send(wholeBody(body), { binary: head !== textHead }, next);
  }

  onLost(): void {
    this.#isOver = true;
    this.#close({ code: 1011, reason: `the worker for the conversation ${this.#requestId} died` });
  }

  /** No more messages come, so that the handler can end. */
  end(): Promise<void> {
    this.#isStopping = true;
    this.#waiting?.drop();
    this.#traffic.pool.tell(this, 'last');
    this.#after(this.#times.goodbye, () => this.#close(atTheEnd));
    return this.closed;
  }

  #close({ code, reason }: Closing): void {
    if (this.#hasClosed) return;
    this.#hasClosed = true;
    if (reason) this.#whyGone = reason;
    const webSocket = this.#webSocket;
    this.#waiting?.drop();
    webSocket?.close(code, fittingReason(reason));
    this.#after(this.#times.close, () => webSocket?.terminate());
    // The caller may take a while to answer the close frame.
    this.#stopWorker();
  }

  #stopWorker(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#traffic.pool.abort(this, this.#whyGone, true);
  }

  /** The connection is closed. */
  #gone(): void {
    this.#hasClosed = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#waiting?.drop();
    this.#stopWorker();
    this.#closed.resolve();
  }
}

function headOf({ headers, url = '' }: IncomingMessage, requestId: string): ConversationHead {
  const [, ...query] = url.split('?');
  return {
    requestId,
    attributes: headers['x-amzn-sagemaker-custom-attributes']?.toString(),
    inferenceId: headers['x-amzn-sagemaker-inference-id']?.toString(),
    sessionId: headers['x-amzn-sagemaker-session-id']?.toString(),
    query: query.join('?'),
  };
}
