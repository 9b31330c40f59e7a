import { readdirSync, readFileSync } from 'node:fs';

/**
 * Resident memory of a process and its descendants in bytes; undefined where there is no /proc. What they share counts
 * once, where the system shows it.
 */
export function residentMemory(root: number): number | undefined {
  const parents = new Map<number, number>();
  try {
    for (const name of readdirSync('/proc'))
      if (/^\d+$/.test(name)) parents.set(Number(name), parentOf(name));
  } catch {
    return undefined;
  }
  if (!parents.has(root)) return undefined;
  const belongs = (pid: number): boolean => pid === root || (pid > 1 && belongs(parents.get(pid) ?? 0));
  return [...parents.keys()].filter(belongs).reduce((sum, pid) => sum + residentBytes(pid), 0);
}

/** The process may end in the meantime. */
function parentOf(pid: string): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may contain spaces and parentheses itself.
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return 0;
  }
}

function residentBytes(pid: number): number {
  return bytesSaid(`/proc/${pid}/smaps_rollup`, 'Pss') ?? bytesSaid(`/proc/${pid}/status`, 'VmRSS') ?? 0;
}

/** Undefined where the process has ended, belongs to another user, or the system has no such file. */
function bytesSaid(path: string, name: string): number | undefined {
  try {
    const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(path, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
  } catch {
    return undefined;
  }
}
