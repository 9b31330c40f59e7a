import { once } from 'node:events';
import { type IncomingMessage, type OutgoingHttpHeaders, type Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

export interface EndingLimits {
  /** The port stays open until nothing has arrived for this time, but never longer than `openMs`. */
  readonly quietMs: number;
  readonly openMs: number;
  /** The maximum time for everything, open calls included. */
  readonly drainMs: number;
}

/** After a stop signal, SageMaker sends requests until it notices that pings fail, and kills after 30 seconds. */
export const usualEnding: EndingLimits = { quietMs: 300, openMs: 2000, drainMs: 25_000 };

/** Ends a server without cutting anybody off. */
export class Ending {
  /** The open connections, with the response to the last request on each. */
  readonly #connections = new Map<Socket, ServerResponse | undefined>();
  #lastArrival = 0;
  #isStopping = false;
  /** Requests that wait until the port is closed. */
  #held: (() => void)[] | undefined;

  get isStopping(): boolean {
    return this.#isStopping;
  }

  /** The response to the last request on a connection. */
  lastOn(socket: Socket): ServerResponse | undefined {
    return this.#connections.get(socket);
  }

  connectionArrived(socket: Socket): void {
    this.#connections.set(socket, undefined);
    socket.once('close', () => this.#connections.delete(socket));
    this.#lastArrival = performance.now();
  }

  requestArrived(response: ServerResponse, answer: () => void): void {
    this.#connections.set(response.req.socket, response);
    if (this.#isStopping) this.#lastArrival = performance.now();
    if (this.#held) this.#held.push(answer);
    else answer();
  }

  /** Its connection speaks another protocol from now on, and somebody else ends it. */
  upgraded(socket: Socket): void {
    this.#connections.delete(socket);
    if (this.#isStopping) this.#lastArrival = performance.now();
  }

  /** When requests have become rare, the port closes. Resolves when all connections are closed. */
  async end(server: Server, { quietMs, openMs, drainMs }: EndingLimits, onLate: () => void): Promise<void> {
    const closed = once(server, 'close');
    const late = setTimeout(() => {
      onLate();
      server.closeAllConnections();
    }, drainMs);
    this.#isStopping = true;
    await this.#untilQuiet(quietMs, openMs);
    await this.#closePort(server);
    const sweep = setInterval(() => this.#closeUnused(server), 50);
    await closed;
    clearInterval(sweep);
    clearTimeout(late);
  }

  /**
   * Linux resets connections that wait in the port's queue when it closes. So answers wait for a moment: callers who
   * send one request after the other do not connect then, and the queue becomes empty.
   */
  async #closePort(server: Server): Promise<void> {
    this.#held = [];
    await this.#untilQuiet(20, 500);
    server.close();
    for (const answer of this.#held) answer();
    this.#held = undefined;
  }

  async #untilQuiet(quietMs: number, mostMs: number): Promise<void> {
    const end = performance.now() + mostMs;
    this.#lastArrival = performance.now();
    for (;;) {
      const rest = Math.min(end, this.#lastArrival + quietMs) - performance.now();
      // Node accepts one connection in each turn of its event loop, and a timer may fire before that.
      await (rest > 0 ? pause(rest) : turn());
      if (rest <= 0 && performance.now() >= Math.min(end, this.#lastArrival + quietMs)) return;
    }
  }

  /** Connections that were busy when the port closed, and those on which nothing has ever been sent. */
  #closeUnused(server: Server): void {
    server.closeIdleConnections();
    if (performance.now() - this.#lastArrival < 1000) return;
    for (const [socket, response] of this.#connections) if (!response) socket.destroy();
  }
}

/** From the stop signal on, every answer closes its connection, also one to a request that came before. */
export function responsesUntil(ending: Ending): typeof ServerResponse {
  return class<Request extends IncomingMessage> extends ServerResponse<Request> {
    override writeHead(status: number, ...rest: unknown[]): this {
      if (ending.isStopping) this.shouldKeepAlive = false;
      return super.writeHead(status, ...(rest as [OutgoingHttpHeaders]));
    }
  };
}
