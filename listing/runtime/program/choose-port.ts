import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Program } from '../declared.ts';
import type { Log } from '../log.ts';

export const host = '127.0.0.1';

/**
 * The port of the program. In a container nothing else has it. On a seller's machine another program may have it, such as
 * another listing, and calls must not go there: a program that is told its port by `{port}` gets a free one, and any other
 * where it is taken, because it may read `PORT`.
 */
export async function choosePort(program: Program, log: Log): Promise<number> {
  const { port } = program;
  // The start script takes care that the server's parent is the first process of a container.
  const isInContainer = process.ppid === 1;
  if (!isInContainer && isTold(program)) return freePort();
  if (!(await isTaken(port))) return port;
  const free = await freePort();
  const message = `another program listens on port ${port}, so yours is told ${free}, by {port} and PORT`;
  log({ level: 'info', event: 'port-taken', message });
  return free;
}

function isTold({ command, environment }: Program): boolean {
  return [...command, ...Object.values(environment)].some((text) => text.includes('{port}'));
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
