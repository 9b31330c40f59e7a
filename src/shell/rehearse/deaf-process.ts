import { readFileSync } from 'node:fs';

const signalOfStop = 15n;

/**
 * Why SIGTERM would not reach this program if it were process 1 of a container, which Linux gives only the signals that it
 * says it wants: a shell that waits for its server wants none. Undefined where it would, or nobody can say.
 */
export function whyDeaf(pid: number): string | undefined {
  try {
    const caught = /^SigCgt:\s*([0-9a-f]+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    if (caught === undefined || (BigInt(`0x${caught}`) >> (signalOfStop - 1n)) & 1n) return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ').trim();
    return `process 1 has no handler of SIGTERM, and is not ended by it: ${command}`;
  } catch {
    return undefined;
  }
}
