import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { text as readText } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import type { Journal } from '../../src/shell/tree/write-journal.ts';
import { bin } from '../support/built.ts';
import { diskChanges } from '../support/disk-changes.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import {
  copyOf,
  edit,
  generatedFolder,
  renamed,
  run,
  snapshot,
  text,
  visible,
  writeManifest,
} from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const journal = '.sagemaker-mkt/work/journal.json';

/** Creates, updates, merges and deletes, all in one run. */
const changed = modelPackage({
  product: 'product: { type: model-package, name: churn-scorer, title: Another title }',
  contentTypes: 'contentTypes: { input: [text/plain], output: [application/json] }',
});

function started(): string {
  const folder = generatedFolder();
  writeFileSync(join(folder, 'src/inference.ts'), '// mine\n');
  edit(folder, 'Dockerfile', /^COPY /m, 'ENV MINE=1\nCOPY ');
  return folder;
}

test('killed at any change of the disk, a run leaves the old tree, or one that the next run completes', () => {
  const start = started();
  const finished = copyOf(start, changed);
  run(finished);
  const [old, wanted] = [snapshot(copyOf(start, changed)), snapshot(finished)];
  for (let call = 1; ; call += 1) {
    const folder = copyOf(start, changed);
    const preload = fileURLToPath(new URL('../support/kill-at-call.mjs', import.meta.url));
    const { signal } = spawnSync(process.execPath, ['--import', preload, bin, 'generate'], {
      cwd: folder,
      env: { ...process.env, KILL_AT_CALL: String(call) },
    });
    const isBegun = existsSync(join(folder, journal));
    if (signal && !isBegun && JSON.stringify(visible(snapshot(folder))) !== JSON.stringify(visible(wanted)))
      expect(visible(snapshot(folder)), `killed at change ${call}`).toEqual(visible(old));
    run(folder);
    expect(snapshot(folder), `after the run that follows a kill at change ${call}`).toEqual(wanted);
    if (!signal) return expect(call).toBeGreaterThan(20);
  }
});

test('the list of disk changes is what the product imports', () => {
  const reads = [
    'accessSync',
    'closeSync',
    'existsSync',
    'fstatSync',
    'globSync',
    'lstatSync',
    'openSync',
    'readdirSync',
    'readFileSync',
    'readSync',
    'realpathSync',
    'statSync',
    'writeSync',
  ];
  const imported = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    // What is published leaves from folders of its own, what is rehearsed runs in one, and no file of a listing changes.
    .filter((path) => path.endsWith('.ts') && !/publish|rehearse/.test(path))
    .map((path) => readFileSync(join(root, 'src', path), 'utf8'))
    .flatMap((source) => [...source.matchAll(/import \{([^}]*)\} from 'node:fs'/g)])
    .flatMap(([, names = '']) => names.split(',').map((name) => name.trim()))
    .filter((name) => name.endsWith('Sync') && !reads.includes(name));
  expect([...new Set(imported)].sort()).toEqual(diskChanges);
});

test('on a full disk nothing changes, the message says why, and with space again the run succeeds', () => {
  const start = started();
  const old = snapshot(copyOf(start, changed));
  let refused = 0;
  for (let change = 1; ; change += 1) {
    const folder = copyOf(start, changed);
    let outcome: ReturnType<typeof run> | undefined;
    onFailingDisk('full', change, () => {
      outcome = run(folder);
    });
    if (outcome?.status === 'written') break;
    refused += 1;
    expect(printProblems(outcome?.problems ?? [])).toMatch(/error: ENOSPC: .*\[system-failure\]\n +fix: /);
    expect(snapshot(folder), `full at change ${change}`).toEqual(old);
    expect(run(folder).status).toBe('written');
  }
  expect(refused).toBeGreaterThan(10);
});

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

test('what the seller writes between a kill and the next run is kept apart, and named', () => {
  const folder = copyOf(started(), changed);
  killAfterJournal(folder);
  writeFileSync(join(folder, 'README.md'), 'written after the kill\n');
  writeFileSync(join(folder, 'samples/text-csv.csv'), 'mine,1\n');
  const { problems } = run(folder);
  expect(problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual(['kept-apart README.md']);
  expect(printProblems(problems)).toContain('.sagemaker-mkt/kept/README.md');
  expect(text(folder, '.sagemaker-mkt/kept/README.md')).toBe('written after the kill\n');
  expect(text(folder, 'samples/text-csv.csv')).toBe('mine,1\n');
});

test('what is saved between reading and writing is merged as if it had been there before', () => {
  const folder = copyOf(started(), changed);
  onFailingDisk(
    'disturbed',
    1,
    () => expect(run(folder)).toMatchObject({ status: 'written', problems: [] }),
    () => edit(folder, 'Dockerfile', 'ENV MINE=1\n', 'ENV MINE=2\n'),
  );
  expect(text(folder, 'Dockerfile')).toMatch(/ENV MINE=2\n[\s\S]*Another title/);
});

test('a journal whose files are gone is dropped, and the listing is rendered again', () => {
  const folder = copyOf(started(), changed);
  const finished = copyOf(folder, changed);
  run(finished);
  killAfterJournal(folder);
  for (const staged of globSync('.sagemaker-mkt/work/*/staging/[012]', { cwd: folder }))
    writeFileSync(join(folder, staged), 'torn');
  run(folder);
  expect(snapshot(folder)).toEqual(snapshot(finished));
});

test('what a killed run had taken aside comes back when its files are gone', () => {
  const start = started();
  let folder = start;
  for (let change = 1; change < 200 && existsSync(join(folder, 'Dockerfile')); change += 1) {
    folder = copyOf(start, changed);
    onFailingDisk('killed', change, () => run(folder));
  }
  expect(existsSync(join(folder, 'Dockerfile'))).toBe(false);
  for (const staging of globSync('.sagemaker-mkt/work/*/staging', { cwd: folder }))
    rmSync(join(folder, staging), { recursive: true });
  run(folder);
  expect(text(folder, 'Dockerfile')).toMatch(/ENV MINE=1\n[\s\S]*Another title/);
});

test('what a killed run had taken aside and not looked at is kept apart if it is not what it had read', () => {
  const folder = copyOf(started(), changed);
  killAfterJournal(folder);
  const { run: name, moves } = JSON.parse(text(folder, journal)) as Journal;
  const index = moves.findIndex(({ to }) => to === 'Dockerfile');
  rmSync(join(folder, 'Dockerfile'));
  writeFileSync(join(folder, `.sagemaker-mkt/work/${name}/aside/${index}`), 'of the last moment\n');
  expect(run(folder).problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual([
    'kept-apart Dockerfile',
  ]);
  expect(text(folder, '.sagemaker-mkt/kept/Dockerfile')).toBe('of the last moment\n');
});

test('a journal that cannot be read is dropped, and what the killed run had aside is kept apart', () => {
  const folder = copyOf(started(), changed);
  const finished = copyOf(folder, changed);
  run(finished);
  mkdirSync(join(folder, '.sagemaker-mkt/work/some-run/aside'), { recursive: true });
  writeFileSync(join(folder, '.sagemaker-mkt/work/some-run/aside/0'), 'mine\n');
  writeFileSync(join(folder, journal), '');
  expect(run(folder)).toMatchObject({ status: 'written', problems: [{ code: 'kept-apart' }] });
  expect(text(folder, '.sagemaker-mkt/kept/unnamed/0')).toBe('mine\n');
  rmSync(join(folder, '.sagemaker-mkt/kept'), { recursive: true });
  expect(snapshot(folder)).toEqual(snapshot(finished));
});

test('an interrupted write is not finished through a link that has come in the way', () => {
  const folder = copyOf(started(), changed);
  killAfterJournal(folder);
  const outside = temporaryFolder();
  rmSync(join(folder, 'scripts'), { recursive: true });
  symlinkSync(outside, join(folder, 'scripts'));
  expect(run(folder).problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual([
    'symbolic-link scripts',
  ]);
  expect(readdirSync(outside)).toEqual([]);
  rmSync(join(folder, 'scripts'));
  expect(run(folder).status).not.toBe('refused');
});

test('a folder that has come in the place of a file is kept apart when the write is finished', () => {
  const folder = copyOf(started(), changed);
  killAfterJournal(folder);
  rmSync(join(folder, 'README.md'));
  mkdirSync(join(folder, 'README.md'));
  writeFileSync(join(folder, 'README.md/notes.txt'), 'mine\n');
  expect(run(folder).problems.map(({ code }) => code)).toEqual(['kept-apart']);
  expect(text(folder, '.sagemaker-mkt/kept/README.md/notes.txt')).toBe('mine\n');
  expect(text(folder, 'README.md')).toContain('# Another title');
});

test('a run that sleeps while another takes its lock does not mix its files with those of the other', () => {
  const folder = copyOf(started(), changed);
  const finished = copyOf(folder, renamed);
  run(finished);
  const lock = join(folder, '.sagemaker-mkt/work/running');
  // Just before the sleeper's first staged file, another machine takes the lock, and writes another manifest's files.
  onFailingDisk(
    'disturbed',
    6,
    () => run(folder),
    () => {
      rmSync(lock, { force: true });
      writeManifest(folder, renamed);
      run(folder);
    },
  );
  run(folder);
  expect(visible(snapshot(folder))).toEqual(visible(snapshot(finished)));
});

test('a check of a listing whose write was cut short writes nothing, and says what is missing', () => {
  const folder = copyOf(started(), changed);
  killAfterJournal(folder);
  const before = snapshot(folder);
  expect(run(folder, { dryRun: true }).status).toBe('planned');
  expect(snapshot(folder)).toEqual(before);
});

test('two runs at once end in the same tree as one, and neither fails', async () => {
  const start = started();
  const finished = copyOf(start, changed);
  run(finished);
  for (let round = 0; round < 3; round += 1) {
    const folder = copyOf(start, changed);
    const both = [0, 1, 2].map(() => spawn(process.execPath, [bin, 'generate'], { cwd: folder }));
    const codes = await Promise.all(both.map(async (child) => (await once(child, 'exit'))[0]));
    expect(codes).toEqual([0, 0, 0]);
    expect(snapshot(folder)).toEqual(snapshot(finished));
  }
});

test('a listing in which another run is at work is waited for, and then left alone', async () => {
  const busy = { ...copied(), holder: 'process 1 on another-machine, run 1' };
  // A run of this machine that is alive is waited for, however old its lock is.
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
      `.sagemaker-mkt:1:1: conflict: another run is at work here: ${holder} [listing-busy]\n` +
        '  fix: run again when it has ended; if there is none, remove .sagemaker-mkt/work/running\n\n1 conflict in 1 manifest\n',
    ]),
  );
  expect([busy, ofOld].map(({ folder }) => snapshot(folder))).toEqual(before);
  utimesSync(busy.lock, 0, 0);
  expect(run(busy.folder).status).toBe('written');
});

function copied(): { readonly folder: string; readonly lock: string } {
  const folder = copyOf(started(), changed);
  return { folder, lock: join(folder, '.sagemaker-mkt/work/running') };
}

/** The command, beside others: its exit code, and the problems that it prints. */
async function generate(folder: string): Promise<readonly [number | null, string]> {
  const running = spawn(process.execPath, [bin, 'generate'], { cwd: folder });
  const [printed, [code]] = await Promise.all([readText(running.stderr), once(running, 'exit')]);
  return [code, printed];
}

test('a folder that may not be written is found before the first file is touched', () => {
  const folder = copyOf(started(), changed);
  const before = snapshot(folder);
  chmodSync(join(folder, 'scripts'), 0o555);
  chmodSync(folder, 0o777);
  chmodSync(join(folder, 'Dockerfile'), 0o444);
  const { status, problems } = run(folder);
  expect([status, problems.map(({ code, location }) => `${code} ${location.file}`)]).toEqual([
    'refused',
    ['read-only Dockerfile'],
  ]);
  chmodSync(join(folder, 'Dockerfile'), 0o644);
  expect(snapshot(folder)).toEqual(before);
  expect(run(folder).status).toBe('written');
});

test('a run that changed nothing leaves no trace of its own', () => {
  const folder = generatedFolder();
  expect(readdirSync(join(folder, '.sagemaker-mkt')).sort()).toEqual(['base', 'lock.json']);
  writeManifest(folder, renamed);
  run(folder);
  expect(readdirSync(join(folder, '.sagemaker-mkt')).sort()).toEqual(['base', 'lock.json']);
});

/** Leaves the listing as a kill does that comes when the journal is written and nothing is moved yet. */
function killAfterJournal(folder: string): void {
  for (let change = 1; !existsSync(join(folder, journal)); change += 1) {
    onFailingDisk('killed', change, () => run(folder));
  }
}
