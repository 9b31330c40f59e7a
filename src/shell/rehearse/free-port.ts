import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ports that systems give to connections, which could take one between here and the program that gets it.
const [lowest, highest] = [10_000, 32_000];
/** Several rehearsals may run at the same time: each process begins elsewhere. */
let next = lowest + ((process.pid * 97) % (highest - lowest));

/** A port that nothing listens on, and that nobody was given before. */
export async function freePort(): Promise<number> {
  for (let tries = lowest; tries < highest; tries += 1) {
    const port = next;
    next = port + 1 < highest ? port + 1 : lowest;
    if (await isFree(port)) return port;
  }
  throw new Error('no port is free');
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1');
  const listens = once(probe, 'listening').then(
    () => true,
    () => false,
  );
  if (!(await listens)) return false;
  probe.close();
  await once(probe, 'close');
  return true;
}
