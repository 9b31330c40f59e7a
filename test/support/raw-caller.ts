import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** A caller who writes bytes as they please, and sees what comes back. */
export interface RawCaller {
  readonly socket: Socket;
  /** What came back until now. */
  readonly received: () => string;
  /** Resolves when this text has come back. */
  readonly sees: (text: string) => Promise<void>;
  /** Resolves when the server has closed the connection, with all that came back. Rejects if it was reset. */
  readonly ended: Promise<string>;
}

export async function rawCaller(
  url: string,
  ...pieces: readonly (string | Uint8Array)[]
): Promise<RawCaller> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
  let received = '';
  socket.on('data', (piece) => {
    received += piece.toString('latin1');
  });
  const ended = once(socket, 'end').then(() => {
    socket.destroy();
    return received;
  });
  // A test that does not look at the end does not fail by it.
  ended.catch(() => undefined);
  await once(socket, 'connect');
  for (const piece of pieces) socket.write(piece);
  const sees = async (text: string) => {
    while (!received.includes(text)) await once(socket, 'data');
  };
  return { socket, received: () => received, sees, ended };
}

/** The answers in what came back: each its status and its body. */
export function answersIn(received: string): readonly (readonly [status: number, body: string])[] {
  const answers: (readonly [number, string])[] = [];
  for (let rest = received; rest !== ''; ) {
    const [head = '', ...after] = rest.split('\r\n\r\n');
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    const body = after.join('\r\n\r\n');
    answers.push([Number(head.split(' ')[1]), body.slice(0, length)]);
    rest = body.slice(length);
  }
  return answers;
}
