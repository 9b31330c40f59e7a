import { readdirSync, readFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import type { Limits } from '../declared.ts';
import type { CrewSize } from './crew.ts';
import { workerCount } from './limits.ts';

/** What a worker takes before it has a model, libraries included. */
const beforeLoading = 256 * 2 ** 20;
/** What it takes at least in the end, also if it has just been forked. */
const least = 64 * 2 ** 20;

export function containerMemory(): number {
  return Math.min(process.constrainedMemory() || Number.POSITIVE_INFINITY, totalmem());
}

/** A quarter of the container's memory, but at least enough for two bodies. */
export function memoryForBodies({ maxPayloadMB }: Limits): number {
  return Math.max(containerMemory() / 4, 2 * maxPayloadMB * 2 ** 20);
}

/**
 * As many workers as the manifest says, or up to one for each processor: then the first one loads alone, and what it
 * has taken tells for how many there is memory.
 */
export function crewFor(limits: Limits, memory = containerMemory()): CrewSize {
  const most = workerCount(limits);
  if (limits.workers !== 'auto' || most === 1) return { most, first: most };
  const forModels = memory - memory / 4;
  return {
    most,
    first: between(1, Math.floor(forModels / beforeLoading), most),
    holds: (pid) => {
      const taken = pid === undefined ? undefined : ownMemoryOf(pid);
      if (pid === undefined || taken === undefined) return most;
      const room = forModels - taken - memoryAbove(pid);
      return between(1, 1 + Math.floor(room / Math.max(taken, least)), most);
    },
  };
}

function between(least: number, value: number, most: number): number {
  return Math.min(Math.max(least, value), most);
}

/**
 * The bytes that nobody else uses, of a process and its children: one more process like it takes as much again.
 * Undefined where the system does not tell.
 */
export function ownMemoryOf(pid: number): number | undefined {
  try {
    const sizes = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8').matchAll(/^Private_\w+: +(\d+) kB$/gm);
    const own = [...sizes].reduce((sum, [, kilobytes]) => sum + Number(kilobytes) * 1024, 0);
    return childrenOf(pid).reduce((sum, child) => sum + (ownMemoryOf(child) ?? 0), own);
  } catch {
    return undefined;
  }
}

/** The memory of the processes that it comes from, up to this one. */
function memoryAbove(pid: number): number {
  let sum = process.memoryUsage.rss();
  for (let above = parentOf(pid); above > 1 && above !== process.pid; above = parentOf(above))
    sum += statusOf(above, 'VmRSS') * 1024;
  return sum;
}

function parentOf(pid: number): number {
  return statusOf(pid, 'PPid');
}

function statusOf(pid: number, name: string): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? 0);
}

function childrenOf(pid: number): readonly number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
    readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
}
