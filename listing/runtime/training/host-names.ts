import { lookup } from 'node:dns/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { logLine } from '../log.ts';

const mostSeconds = 900;

/**
 * The hosts of a cluster start one after the other, and a host name cannot be resolved until the host has started.
 * A script that connects too early would fail. So it starts when all names resolve, as with SageMaker's training
 * toolkit.
 */
export async function untilHostsAreKnown(hosts: readonly string[], signal: AbortSignal): Promise<void> {
  if (hosts.length > 1) await Promise.all(hosts.map((host) => untilKnown(host, signal)));
}

async function untilKnown(host: string, signal: AbortSignal): Promise<void> {
  const end = performance.now() + mostSeconds * 1000;
  for (let wait = 100; !(await isKnown(host)); wait = Math.min(2 * wait, 5000)) {
    if (wait === 100) logLine({ level: 'info', event: 'waiting-for-host', host });
    if (performance.now() > end)
      throw new Error(`the name of host ${host} still cannot be resolved after ${mostSeconds} seconds`);
    await pause(wait, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
}

async function isKnown(host: string): Promise<boolean> {
  return lookup(host).then(
    () => true,
    () => false,
  );
}
