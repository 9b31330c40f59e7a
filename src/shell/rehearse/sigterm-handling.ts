import { readFileSync } from 'node:fs';
import type { Running } from '../../rehearse/stage.ts';

const numberOfStop = 15;

/** A program that ignores SIGTERM gets this long to install a handler, or to end by itself. */
const patienceMs = 2000;
const betweenLooksMs = 50;

/**
 * Why SIGTERM would not reach this program as process 1 of a container: Linux delivers to process 1 only signals that it
 * handles or blocks, and a shell that waits for its server does neither. A starting program is polled for a while.
 * Undefined where the signal would arrive, the program has ended, or the system does not show it.
 */
export async function whySigtermIsIgnored(
  pid: number,
  ended: Running['ended'],
  limitMs: number,
): Promise<string | undefined> {
  const end = performance.now() + Math.min(limitMs, patienceMs);
  for (let before: Hearing = 'none'; ; ) {
    const now = hearingOf(pid);
    // Every program blocks all signals for a moment while it starts another; that does not count.
    if (now === 'handles' || (now === 'keeps' && before === 'keeps')) return undefined;
    if (performance.now() >= end)
      return `process 1 has no handler of SIGTERM, and is not ended by it: ${commandOf(pid)}`;
    before = now;
    if (await ended(betweenLooksMs)) return undefined;
  }
}

type Hearing = 'handles' | 'keeps' | 'none';

/** If the system does not show it, the handler is assumed. */
function hearingOf(pid: number): Hearing {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (hasStop(status, 'SigCgt')) return 'handles';
    return hasStop(status, 'SigBlk') ? 'keeps' : 'none';
  } catch {
    return 'handles';
  }
}

function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
  } catch {
    return 'a program';
  }
}

/** A set of signals is a hexadecimal number whose lowest bit is signal 1. */
function hasStop(status: string, set: string): boolean {
  const digits = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1];
  return digits === undefined || ((BigInt(`0x${digits}`) >> BigInt(numberOfStop - 1)) & 1n) === 1n;
}
