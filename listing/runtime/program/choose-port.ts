import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Program } from '../declared.ts';
import type { Log } from '../log.ts';

export const host = '127.0.0.1';

/**
 * The port of the program. On a seller's machine another program may have it, such as the same listing in another
 * terminal, and calls must not go there. Then it is a free one, which a program only learns by `{port}` or `PORT`.
 */
export async function choosePort({ port }: Program, log: Log): Promise<number> {
  if (!(await isTaken(port))) return port;
  const free = await freePort();
  const message = `another program listens on port ${port}, so yours is told ${free}, by {port} and PORT`;
  log({ level: 'info', event: 'port-taken', message });
  return free;
}

async function isTaken(port: number): Promise<boolean> {
  const socket = connect({ port, host });
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
