import { once } from 'node:events';
import { createServer } from 'node:net';

// Below the ephemeral ports: a connection could take one of those before the program listens on it.
const [lowest, highest] = [10_000, 32_000];
/** Rehearsals may run in parallel, so each process starts at another port. */
let next = lowest + ((process.pid * 97) % (highest - lowest));

/** A port that is free and was not given out before. */
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
