import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type { Conversed, Talk } from '../../rehearse/stage.ts';
import type { Address } from './ask-server.ts';

/** Never throws. */
export async function converseWithServer({ host, port }: Address, talk: Talk): Promise<Conversed> {
  const { path, timeoutMs, quietMs } = talk;
  const socket = new WebSocket(`ws://${host}:${port}${path}`, { handshakeTimeout: timeoutMs });
  const seen = watch(socket);
  const refused = await opened(socket);
  if (refused !== undefined) return { refused, isPingAnswered: false, closing: undefined };
  say(socket, talk);
  await within(timeoutMs, seen.pong, seen.close);
  await within(quietMs, seen.message, seen.close);
  socket.close(1000);
  await within(timeoutMs, seen.close);
  socket.terminate();
  return seen.found();
}

/** Undefined where it opens. */
async function opened(socket: WebSocket): Promise<string | undefined> {
  const refused = new Promise<string>((resolve) => {
    socket.on('error', ({ message }) => resolve(message));
    socket.on('unexpected-response', (request, { statusCode }) => {
      resolve(`it is answered with ${statusCode}`);
      request.destroy();
    });
  });
  return Promise.race([once(socket, 'open').then(() => undefined), refused]);
}

const pinged = Buffer.from('rehearsal');

function watch(socket: WebSocket) {
  let answer: string | undefined;
  let isPingAnswered = false;
  let closing: Conversed['closing'];
  const message = new Promise<void>((resolve) => {
    socket.on('message', (data, isBinary) => {
      answer ??= `${isBinary ? 'bytes' : 'a text'} of ${(data as Buffer).length} bytes`;
      resolve();
    });
  });
  const pong = new Promise<void>((resolve) => {
    socket.on('pong', (data) => {
      isPingAnswered ||= data.equals(pinged);
      resolve();
    });
  });
  const close = new Promise<void>((resolve) => {
    socket.on('close', (code, reason) => {
      // The library's own code for a connection that ends without a close frame.
      if (code !== 1006) closing = { code, reason: reason.toString() };
      resolve();
    });
  });
  const found = (): Conversed => ({ ...(answer && { answer }), isPingAnswered, closing });
  return { message, pong, close, found };
}

/** A ping comes between the fragments. */
function say(socket: WebSocket, { say: kind, body }: Talk): void {
  const binary = kind === 'bytes' || !isUtf8(body);
  if (kind === 'fragments') {
    const third = Math.ceil(body.length / 3);
    socket.send(body.subarray(0, third), { binary, fin: false });
    socket.ping(pinged);
    socket.send(body.subarray(third, 2 * third), { binary, fin: false });
    socket.send(body.subarray(2 * third), { binary, fin: true });
  } else {
    socket.send(body, { binary });
    socket.ping(pinged);
  }
}

async function within(milliseconds: number, ...events: readonly Promise<void>[]): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, milliseconds);
  await Promise.race([...events, late.promise]);
  clearTimeout(timer);
}
