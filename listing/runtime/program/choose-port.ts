import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Program } from '../declared.ts';

export const host = '127.0.0.1';

/**
 * The port of the program. Outside a container another program may have it, such as the same listing in another terminal:
 * a program that is told by `{port}` then gets a free one. Returns a sentence if there is none: calls must not go to another program.
 */
export async function choosePort({ port, command, environment }: Program): Promise<number | string> {
  if (!(await isTaken(port))) return port;
  if ([...command, ...Object.values(environment)].some((text) => text.includes('{port}'))) return freePort();
  return `cannot start: another program listens on port ${port}`;
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
