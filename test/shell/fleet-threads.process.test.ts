import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { once } from '../../src/text/once.ts';
import { bin } from '../support/built.ts';
import { inCiAlone, isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { fleet } from '../support/fleet.ts';
import { generatedFolder, snapshot } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Enough to be worth a second thread. */
const names = Array.from({ length: 70 }, (_, index) => `l${index + 10}`);
/** A listing as it is where it is generated alone. */
const alone = once(() => snapshot(generatedFolder()));

function newFleet(): string {
  return fleet(Object.fromEntries(names.map((name) => [name, modelPackage()])));
}

/** Generates the fleet, with a module that each of its threads loads before. */
function generate(
  folder: string,
  { words = ['*'], preload = inThread(''), ...environment }: { words?: string[]; preload?: string } = {},
) {
  return spawnSync(process.execPath, ['--import', preload, bin, 'generate', ...words], {
    cwd: folder,
    env: { ...process.env, ...environment },
    encoding: 'utf8',
  });
}

/** Runs in the other threads, while the first one is so slow that they get listings. */
function inThread(program: string): string {
  const text = `import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { isMainThread } from 'node:worker_threads';
const real = fs.renameSync;
let calls = 0;
fs.renameSync = (...words) => {
  calls += 1;
  if (isMainThread) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1);
  else { ${program} }
  return real(...words);
};
syncBuiltinESMExports();`;
  return `data:text/javascript,${encodeURIComponent(text)}`;
}

const missing = availableParallelism() > 1 ? '' : ' (there is one processor, and so one thread)';

describe.skipIf(missing)(`a fleet in several threads${missing}`, () => {
  test('has the same bytes as one listing alone, and is reported in its order', () => {
    const folder = newFleet();
    writeFileSync(join(folder, 'l33/marketplace.yaml'), 'nonsense');
    for (const link of ['l32', 'l79']) {
      rmSync(join(folder, link), { recursive: true });
      symlinkSync('l11', join(folder, link));
    }
    const preload = inThread(`if (calls === 1) fs.writeSync(2, 'a thread writes\\n');`);
    const { status, stdout, stderr } = generate(folder, { words: ['--json', ...names], preload });
    expect(stderr).toContain('a thread writes\n');
    const { listings } = JSON.parse(stdout) as { listings: { manifest: string; status: string }[] };
    const others: Readonly<Record<string, string>> = { l33: 'refused', l32: 'unchanged', l79: 'unchanged' };
    const states = names.map((name) => [`${name}/marketplace.yaml`, others[name] ?? 'written']);
    expect([status, listings.map((listing) => [listing.manifest, listing.status])]).toEqual([1, states]);
    for (const name of names.filter((name) => name !== 'l33'))
      expect(snapshot(join(folder, name)), name).toEqual(alone());
  });

  test.each([
    [
      'cannot start',
      `data:text/javascript,${encodeURIComponent(startsAlone("throw new Error('no threads')"))}`,
    ],
    ['ends at once', `data:text/javascript,${encodeURIComponent(startsAlone('process.exit(0)'))}`],
    ['dies in the middle of a listing', inThread('if (calls === 9) process.exit(1);')],
    [
      'fails when it has done its part',
      inThread("if (calls === 9) setImmediate(() => { throw new Error('') });"),
    ],
  ])('is written as well where a thread %s', (_, preload) => {
    const folder = newFleet();
    const { status, stderr } = generate(folder, { preload });
    expect([status, stderr]).toEqual([0, '']);
    for (const name of names) {
      expect(snapshot(join(folder, name)), name).toEqual(alone());
      expect(stateOf(folder, name), name).toEqual(['base', 'lock.json']);
    }
  });

  test('ends with one message where its results cannot be printed', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [bin, 'generate', '*'], {
      cwd: newFleet(),
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect([status, stderr]).toEqual([
      1,
      expect.stringMatching(/^error: ENOSPC: no space left on device, write\n +fix: .*\n$/),
    ]);
  });

  test.skipIf(!isEveryCase)(
    `leaves what the next run completes, where the process is killed${inCiAlone}`,
    () => {
      const preload = fileURLToPath(new URL('../support/kill-at-call.mjs', import.meta.url));
      // Odd, so that every kind of change comes up. A listing has about ninety, and each thread counts its own.
      const step = 601;
      for (let change = 1; ; change += step) {
        const folder = newFleet();
        const { signal } = generate(folder, { preload, ...{ KILL_AT_CALL: String(change) } });
        if (!signal) return expect(change).toBeGreaterThan(1300);
        expect(generate(folder).status).toBe(0);
        for (const name of names) {
          expect(snapshot(join(folder, name)), `${name}, killed at change ${change}`).toEqual(alone());
          expect(stateOf(folder, name), name).toEqual(['base', 'lock.json']);
        }
      }
    },
  );

  const isRoot = process.getuid?.() === 0;

  test.skipIf(!isRoot)(
    `refuses the listings without room on a disk that becomes full, and says why${isRoot ? '' : ' (needs root)'}`,
    () => {
      const disk = temporaryFolder();
      expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=10M', 'tmpfs', disk]).status).toBe(0);
      try {
        spawnSync('cp', ['-r', ...names.map((name) => join(newFleet(), name)), disk]);
        const { status, stderr } = generate(disk);
        expect([status, stderr]).toEqual([
          1,
          expect.stringMatching(/error: ENOSPC: .*\[system-failure\]\n +fix: /),
        ]);
        const written = names.filter((name) => existsSync(join(disk, name, 'Dockerfile')));
        expect(written.length).toBeGreaterThan(1);
        for (const name of written) expect(snapshot(join(disk, name)), name).toEqual(alone());
        for (const name of names.filter((name) => !written.includes(name)))
          expect(readdirSync(join(disk, name)), name).toEqual(['marketplace.yaml']);
        spawnSync('mount', ['-o', 'remount,size=100M', disk]);
        expect(generate(disk).status).toBe(0);
      } finally {
        spawnSync('umount', [disk]);
      }
    },
  );
});

function startsAlone(ending: string): string {
  return `import { isMainThread } from 'node:worker_threads'; if (!isMainThread) ${ending};`;
}

function stateOf(folder: string, name: string): readonly string[] {
  return readdirSync(join(folder, name, '.sagemaker-mkt'))
    .filter((entry) => entry !== 'seen')
    .sort();
}
