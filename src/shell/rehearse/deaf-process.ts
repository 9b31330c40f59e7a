import { readFileSync } from 'node:fs';

const numberOfStop = 15;

/** Whoever cannot hear is not waited for any longer than it takes to end by itself. */
export const patienceWithDeafMs = 2000;

/**
 * Why SIGTERM would not reach this program if it were process 1 of a container, which Linux gives only the signals that it
 * has a handler for, or keeps for later: a shell that waits for its server does neither. Undefined where it would, or
 * nobody can say.
 */
export function whyDeaf(pid: number): string | undefined {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    if (hasStop(status, 'SigCgt') || hasStop(status, 'SigBlk')) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `process 1 has no handler of SIGTERM, and is not ended by it: ${command}`;
  } catch {
    return undefined;
  }
}

/** A set of signals is a number in hexadecimal digits, whose lowest bit is signal 1. */
function hasStop(status: string, set: string): boolean {
  const digits = new RegExp(`^${set}:\\s*([0-9a-f]+)$`, 'm').exec(status)?.[1];
  return digits === undefined || ((BigInt(`0x${digits}`) >> BigInt(numberOfStop - 1)) & 1n) === 1n;
}
