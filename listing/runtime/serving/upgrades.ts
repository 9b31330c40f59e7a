import { type IncomingMessage, type Server, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { sendRefusal } from './http-answers.ts';
import { Refusal, refusalFor } from './refusal.ts';

/** What holds the conversations of a listing that has them. */
export interface Conversations {
  readonly open: number;
  /** Throws what is answered in place of a WebSocket. */
  readonly take: (request: IncomingMessage, socket: Socket, head: Buffer) => void;
  /** Lets the handlers say their last words. Resolves when all conversations are closed. */
  readonly end: () => Promise<void>;
}

/** Other upgrades are ignored, as HTTP allows: many clients offer HTTP/2 with an ordinary call. */
export function isForWebSocket({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.upgrade?.toLowerCase() === 'websocket';
}

/** For a call of the path that is no WebSocket. */
export function webSocketWanted(): Refusal {
  return new Refusal(426, 'this path takes a WebSocket', {}, { upgrade: 'websocket' });
}

/** `take` may throw. */
export function takeUpgrades(server: Server, take: Conversations['take']): void {
  server.on('upgrade', (request, stream, head) => {
    // Without TLS, it is always one.
    const socket = stream as Socket;
    // Node listens to this socket no more, and an error that nobody listens to would end the server.
    socket.on('error', () => socket.destroy());
    try {
      if (!isForWebSocket(request)) throw new Refusal(400, 'the only supported upgrade is websocket');
      take(request, socket, head);
    } catch (fault) {
      refuseUpgrade(request, socket, refusalFor(fault, ''));
    }
  });
}

/** A WebSocket does not begin, and the connection ends. */
export function refuseUpgrade(request: IncomingMessage, socket: Socket, refusal: Refusal): void {
  const response = new ServerResponse(request);
  response.assignSocket(socket);
  response.shouldKeepAlive = false;
  response.once('finish', () => Socket.prototype.destroySoon.call(socket));
  sendRefusal(response, refusal);
}
