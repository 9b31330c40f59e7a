import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { Limits } from '../../listing/runtime/declared.ts';
import { crewFor, ownMemoryOf } from '../../listing/runtime/serving/container-memory.ts';
import { whenOver } from '../support/when-over.ts';

const MB = 2 ** 20;
const limits = (workers: Limits['workers']) => ({ workers, maxPayloadMB: 6 }) as Limits;

/** A process that holds so much memory. */
async function holding(program: string): Promise<ChildProcess> {
  const child = spawn('python3', ['-c', program], { stdio: ['pipe', 'pipe', 'ignore'] });
  whenOver(() => child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

const hold = (megabytes: number) => `held = b"x" * ${megabytes * MB}; print("holds", flush=True); input()`;

describe('the memory of a worker', () => {
  test('is what it holds alone, and what its children hold', async () => {
    const one = await holding(hold(200));
    expect(ownMemoryOf(one.pid ?? 0)).toBeGreaterThan(200 * MB);
    expect(ownMemoryOf(one.pid ?? 0)).toBeLessThan(230 * MB);
    const child = JSON.stringify(hold(100));
    const two = await holding(`import subprocess, sys; held = b"x" * ${100 * MB}
subprocess.run([sys.executable, "-c", ${child}], stdin=0)`);
    expect(ownMemoryOf(two.pid ?? 0)).toBeGreaterThan(200 * MB);
  });

  test('does not count what it shares with its parent', async () => {
    const forked = await holding(`import os, time; held = b"x" * ${200 * MB}
if os.fork() == 0: print(os.getpid(), flush=True); time.sleep(60)
input()`);
    expect(ownMemoryOf(forked.pid ?? 0)).toBeLessThan(100 * MB);
  });

  test('is unknown for a process that is gone', () => {
    expect(ownMemoryOf(2 ** 22 + 1)).toBeUndefined();
  });
});

describe.skipIf(availableParallelism() < 2)('a crew (needs two processors)', () => {
  test('is as large as the manifest says, whatever the memory', () => {
    expect(crewFor(limits(5), 100 * MB)).toEqual({ most: 5, first: 5 });
  });

  test('is no larger than the memory allows, by what the first worker has taken', async () => {
    const { pid } = await holding(hold(500));
    const workersIn = (megabytes: number) => crewFor(limits('auto'), megabytes * MB).holds?.(pid);
    expect(workersIn(100)).toBe(1);
    expect(workersIn(1000)).toBe(1);
    expect(workersIn(64_000)).toBe(availableParallelism());
  });

  test('has one worker for each processor where the system does not tell', () => {
    const { holds } = crewFor(limits('auto'), 100 * MB);
    expect(holds?.(undefined)).toBe(availableParallelism());
  });

  test('starts no more processes at once than there is memory for before they load', () => {
    expect(crewFor(limits('auto'), 400 * MB).first).toBe(1);
    expect(crewFor(limits('auto'), 64_000 * MB).first).toBe(availableParallelism());
  });
});
