import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { diskChanges } from './disk-changes.ts';

/** How the disk behaves from a certain change on; `disturbed` lets somebody else act just before that one. */
export type Failure = 'killed' | 'full' | 'disturbed';

/** Thrown instead of the change at which the process would have died. */
class Killed extends Error {}

/**
 * Runs the work in this process, and lets its n-th change of the disk fail. After a kill nothing reaches the disk any
 * more, whatever is cleaned up; on a full disk only what needs space fails. Gives back how the work ended.
 */
export function onFailingDisk(
  failure: Failure,
  atChange: number,
  work: () => void,
  disturb: () => void = () => undefined,
): 'ended' | 'failed' {
  const real = new Map(diskChanges.map((name) => [name, Reflect.get(fs, name)]));
  let left = atChange;
  for (const [name, change] of real) {
    Reflect.set(fs, name, (...words: unknown[]) => {
      left -= 1;
      if (left === 0 && failure === 'disturbed') undisturbed(real, disturb);
      if (left <= 0 && failure === 'killed') throw new Killed();
      if (left <= 0 && failure === 'full' && needsSpace(name, words[0])) throw fullDisk(name);
      return Reflect.apply(change, fs, words);
    });
  }
  syncBuiltinESMExports();
  try {
    work();
    return 'ended';
  } catch (error) {
    if (error instanceof Killed) return 'failed';
    throw error;
  } finally {
    for (const [name, change] of real) Reflect.set(fs, name, change);
    syncBuiltinESMExports();
  }
}

/** Whoever acts meanwhile has a disk that works. */
function undisturbed(real: ReadonlyMap<string, unknown>, disturb: () => void): void {
  const failing = new Map([...real.keys()].map((name) => [name, Reflect.get(fs, name)]));
  for (const [name, change] of real) Reflect.set(fs, name, change);
  syncBuiltinESMExports();
  disturb();
  for (const [name, change] of failing) Reflect.set(fs, name, change);
  syncBuiltinESMExports();
}

/** A folder that is there already costs nothing. */
function needsSpace(name: string, place: unknown): boolean {
  return name === 'writeFileSync' || (name === 'mkdirSync' && !fs.existsSync(String(place)));
}

function fullDisk(name: string): Error {
  const message = 'ENOSPC: no space left on device';
  return Object.assign(new Error(message), { code: 'ENOSPC', syscall: name.replace('Sync', '') });
}
