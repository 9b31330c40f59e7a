import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { bin } from '../support/built.ts';
import { changed, expectOldUnlessBegun, started } from '../support/changed-listing.ts';
import { isEveryCase } from '../support/every-case.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { copyOf, run, snapshot, visible, writeManifest } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/**
 * In CI, every third change; otherwise every 24th, because `interrupted.test.ts` tries each one without a
 * process.
 */
const step = isEveryCase ? 3 : 24;

test.each([
  ['of an older listing', started, 20],
  ['of a listing that was never generated', notGenerated, 60],
])(
  'a process that is killed leaves the old tree, or one that the next run completes: %s',
  (_, start, fewest) => {
    const from = start();
    const finished = copyOf(from, changed);
    run(finished);
    const [old, wanted] = [snapshot(copyOf(from, changed)), snapshot(finished)];
    for (let change = 1; ; change += step) {
      const folder = copyOf(from, changed);
      const preload = fileURLToPath(new URL('../support/kill-at-call.mjs', import.meta.url));
      const { signal } = spawnSync(process.execPath, ['--import', preload, bin, 'generate'], {
        cwd: folder,
        env: { ...process.env, KILL_AT_CALL: String(change) },
      });
      if (signal) expectOldUnlessBegun(folder, { old, wanted });
      run(folder);
      expect(snapshot(folder), `after the run that follows a kill at change ${change}`).toEqual(wanted);
      if (!signal) return expect(change).toBeGreaterThan(fewest);
    }
  },
);

const isRoot = process.getuid?.() === 0;

test.skipIf(!isRoot)(
  `a disk that is really full says so, and keeps the old tree${isRoot ? '' : ' (needs root)'}`,
  () => {
    const disk = temporaryFolder();
    const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=600k', 'tmpfs', disk]);
    expect(mounted.status).toBe(0);
    try {
      writeManifest(disk, modelPackage());
      run(disk);
      writeManifest(disk, changed);
      const before = visible(snapshot(disk));
      spawnSync('sh', ['-c', 'cat /dev/zero > filler 2>/dev/null'], { cwd: disk });
      const { problems } = run(disk);
      expect(printProblems(problems)).toContain('ENOSPC');
      writeFileSync(join(disk, 'filler'), '');
      const { filler: _, ...after } = visible(snapshot(disk));
      expect(after).toEqual(before);
      expect(run(disk).status).toBe('written');
    } finally {
      spawnSync('umount', [disk]);
    }
  },
);

test.skipIf(!isRoot)(
  `a disk without room for a new listing says so, and keeps nothing of it${isRoot ? '' : ' (needs root)'}`,
  () => {
    const disk = temporaryFolder();
    expect(spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', disk]).status).toBe(0);
    try {
      writeManifest(disk, modelPackage());
      const before = snapshot(disk);
      expect(printProblems(run(disk).problems)).toContain('ENOSPC');
      expect(snapshot(disk)).toEqual(before);
      spawnSync('mount', ['-o', 'remount,size=1M', disk]);
      expect(run(disk).status).toBe('written');
    } finally {
      spawnSync('umount', [disk]);
    }
  },
);

test.each([
  ['in an older listing', started],
  ['in a listing that was never generated', notGenerated],
])('several runs at once end in the same tree as one, and none fails: %s', async (_, start) => {
  const from = start();
  const finished = copyOf(from, changed);
  run(finished);
  for (let round = 0; round < 3; round += 1) {
    const folder = copyOf(from, changed);
    const all = [0, 1, 2].map(() => spawn(process.execPath, [bin, 'generate'], { cwd: folder }));
    const codes = await Promise.all(all.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect(snapshot(folder)).toEqual(snapshot(finished));
  }
});

test('a listing in which another run is at work is waited for, and then left alone', async () => {
  const busy = { ...copied(), holder: 'process 1 on another-machine, run 1' };
  // The lock of a living process on this machine is respected, even if it is old.
  const ofOld = { ...copied(), holder: `process ${process.pid} on ${hostname()}, run 1` };
  for (const { folder, lock, holder } of [busy, ofOld]) {
    mkdirSync(join(folder, '.sagemaker-mkt/work'), { recursive: true });
    writeFileSync(lock, holder);
  }
  utimesSync(ofOld.lock, 0, 0);
  const before = [busy, ofOld].map(({ folder }) => snapshot(folder));
  const refused = await Promise.all([busy, ofOld].map(({ folder }) => generate(folder)));
  expect(refused).toEqual(
    [busy, ofOld].map(({ holder }) => [
      3,
      `.sagemaker-mkt:1:1: conflict: another run is in progress here: ${holder} [listing-busy]\n` +
        '  fix: run again when it has ended; if there is no such run, remove .sagemaker-mkt/work/running\n\n1 conflict in 1 manifest\n',
    ]),
  );
  expect([busy, ofOld].map(({ folder }) => snapshot(folder))).toEqual(before);
  utimesSync(busy.lock, 0, 0);
  expect(run(busy.folder).status).toBe('written');
});

function notGenerated(): string {
  const folder = temporaryFolder();
  writeManifest(folder, modelPackage());
  return folder;
}

function copied(): { readonly folder: string; readonly lock: string } {
  const folder = copyOf(started(), changed);
  return { folder, lock: join(folder, '.sagemaker-mkt/work/running') };
}

/** Runs the command while other runs are active; returns its exit code and the problems that it prints. */
async function generate(folder: string): Promise<readonly [number | null, string]> {
  const running = spawn(process.execPath, [bin, 'generate'], { cwd: folder });
  const [printed, [code]] = await Promise.all([readText(running.stderr), once(running, 'exit')]);
  return [code, printed];
}
