import { readFileSync } from 'node:fs';
import type { Running } from '../../rehearse/stage.ts';

const numberOfStop = 15;

/** Whoever cannot hear is not waited for any longer than it takes to start listening, or to end by itself. */
const patienceMs = 2000;
const betweenLooksMs = 50;

/**
 * Why SIGTERM would not reach this program if it were process 1 of a container, which Linux gives only the signals that it
 * has a handler for, or keeps for later: a shell that waits for its server does neither. One that is just starting may be
 * about to, so it is looked at for a while. Undefined where it would, has ended, or nobody can say.
 */
export async function whySigtermIsIgnored(
  pid: number,
  ended: Running['ended'],
  limitMs: number,
): Promise<string | undefined> {
  const end = performance.now() + Math.min(limitMs, patienceMs);
  for (let before: Hearing = 'none'; ; ) {
    const now = hearingOf(pid);
    // Every program that starts another keeps all signals for later for a moment: that alone is no plan to take them.
    if (now === 'handles' || (now === 'keeps' && before === 'keeps')) return undefined;
    if (performance.now() >= end)
      return `process 1 has no handler of SIGTERM, and is not ended by it: ${commandOf(pid)}`;
    before = now;
    if (await ended(betweenLooksMs)) return undefined;
  }
}

type Hearing = 'handles' | 'keeps' | 'none';

/** What the system does not show is taken for granted. */
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

/** A set of signals is a number in hexadecimal digits, whose lowest bit is signal 1. */
function hasStop(status: string, set: string): boolean {
  const digits = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1];
  return digits === undefined || ((BigInt(`0x${digits}`) >> BigInt(numberOfStop - 1)) & 1n) === 1n;
}
