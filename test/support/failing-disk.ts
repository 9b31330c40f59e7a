import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { diskChanges } from './disk-changes.ts';

/** How the disk behaves from a certain change on. `disturbed` runs another action just before that
 * change, `watched` before that one and each later one. */
export type Failure = 'killed' | 'full' | 'disturbed' | 'watched';

/** Thrown instead of the change at which the process would be killed. */
class Killed extends Error {}

/**
 * Runs the work in this process, and makes its n-th change of the disk fail. After `killed`, no change
 * reaches the disk, not even a cleanup. With `full`, only changes that need space fail. Returns how the work
 * ended.
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
      if (failure === 'watched' ? left <= 0 : left === 0 && failure === 'disturbed')
        undisturbed(real, disturb);
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

/** The other action has a disk that works. */
function undisturbed(real: ReadonlyMap<string, unknown>, disturb: () => void): void {
  const failing = new Map([...real.keys()].map((name) => [name, Reflect.get(fs, name)]));
  for (const [name, change] of real) Reflect.set(fs, name, change);
  syncBuiltinESMExports();
  disturb();
  for (const [name, change] of failing) Reflect.set(fs, name, change);
  syncBuiltinESMExports();
}

/** An existing folder needs no space. */
function needsSpace(name: string, place: unknown): boolean {
  return (
    ['writeFileSync', 'copyFileSync'].includes(name) ||
    (name === 'mkdirSync' && !fs.existsSync(String(place)))
  );
}

function fullDisk(name: string): Error {
  const message = 'ENOSPC: no space left on device';
  return Object.assign(new Error(message), { code: 'ENOSPC', syscall: name.replace('Sync', '') });
}
