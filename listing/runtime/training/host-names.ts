import { lookup } from 'node:dns/promises';
import { setTimeout } from 'node:timers/promises';
import { logLine } from '../log.ts';

const mostSeconds = 900;

/**
 * The hosts of a cluster start one after the other, and until one has started its name leads nowhere. A script that
 * wants to talk to it at once would fail, so it begins when all names are known, as with SageMaker's training toolkit.
 */
export async function untilHostsAreKnown(hosts: readonly string[], signal: AbortSignal): Promise<void> {
  if (hosts.length > 1) await Promise.all(hosts.map((host) => untilKnown(host, signal)));
}

async function untilKnown(host: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + mostSeconds * 1000;
  for (let pause = 100; !(await isKnown(host)); pause = Math.min(2 * pause, 5000)) {
    if (pause === 100) logLine({ level: 'info', event: 'waiting-for-host', host });
    if (performance.now() > end)
      throw new Error(`the host ${host} has no address, ${mostSeconds} seconds after this one started`);
    await setTimeout(pause, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function isKnown(host: string): Promise<boolean> {
  return lookup(host).then(
    () => true,
    () => false,
  );
}
