import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { bin } from '../support/built.ts';
import { isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { generatedFolder, run, snapshot } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'];

/** Odd, so that every kind of change comes up. A listing has about ninety. */
const step = isEveryCase ? 61 : 211;

const alone = () => snapshot(generatedFolder());

function newFleet(): string {
  return fleet(Object.fromEntries(names.map((name) => [name, modelPackage()])));
}

/** Generates the fleet, with a module that each of its threads loads before. */
function generate(folder: string, preload: string, environment: Record<string, string> = {}) {
  return spawnSync(process.execPath, ['--import', preload, bin, 'generate', '*'], {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}

test('a process whose thread is in the middle of a listing when it is killed leaves what the next run completes', () => {
  const wanted = alone();
  const preload = fileURLToPath(new URL('../support/kill-at-call.mjs', import.meta.url));
  for (let change = 1; ; change += step) {
    const folder = newFleet();
    const { signal } = generate(folder, preload, { KILL_AT_CALL: String(change) });
    if (!signal) return expect(change).toBeGreaterThan(700);
    for (const name of names) {
      run(join(folder, name));
      expect(snapshot(join(folder, name)), `${name}, killed at change ${change}`).toEqual(wanted);
      const state = readdirSync(join(folder, name, '.sagemaker-mkt')).filter((entry) => entry !== 'seen');
      expect(state.sort()).toEqual(['base', 'lock.json']);
    }
  }
});

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  `a disk that becomes full in the middle of a fleet refuses the listings without room, and says why${isRoot ? '' : ' (needs root)'}`,
  () => {
    const disk = temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1500k', 'tmpfs', disk]).status).toBe(0);
    try {
      spawnSync('cp', ['-r', ...names.map((name) => join(newFleet(), name)), disk]);
      const { status, stderr } = generate(disk, 'data:text/javascript,');
      expect([status, stderr]).toEqual([
        1,
        expect.stringMatching(/error: ENOSPC: .*\[system-failure\]\n +fix: /),
      ]);
      const written = names.filter((name) => existsSync(join(disk, name, 'Dockerfile')));
      expect(written).toEqual(names.slice(0, written.length));
      expect(written.length).toBeGreaterThan(1);
      for (const name of written) expect(snapshot(join(disk, name)), name).toEqual(alone());
      for (const name of names.slice(written.length))
        expect(readdirSync(join(disk, name)), name).toEqual(['marketplace.yaml']);
      spawnSync('mount', ['-o', 'remount,size=20M', disk]);
      expect(generate(disk, 'data:text/javascript,').status).toBe(0);
    } finally {
      spawnSync('umount', [disk]);
    }
  },
);

test.each([
  ['cannot start', "throw new Error('no threads here')"],
  ['ends before it has written anything', 'process.exit(0)'],
])('a fleet is written as well where its thread %s', (_, ending) => {
  const folder = newFleet();
  const preload = `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) ${ending};`;
  const { status, stderr } = generate(folder, `data:text/javascript,${encodeURIComponent(preload)}`);
  expect([status, stderr]).toEqual([0, '']);
  for (const name of names) expect(snapshot(join(folder, name)), name).toEqual(alone());
});
