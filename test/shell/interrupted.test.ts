import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import type { Journal } from '../../src/shell/tree/parse-journal.ts';
import { changed, expectOldUnlessBegun, journal, started } from '../support/changed-listing.ts';
import { diskChanges } from '../support/disk-changes.ts';
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

test('killed at any change of the disk, a run leaves the old tree, or one that the next run completes', () => {
  const start = started();
  const finished = copyOf(start, changed);
  run(finished);
  const [old, wanted] = [snapshot(copyOf(start, changed)), snapshot(finished)];
  for (let change = 1; ; change += 1) {
    const folder = copyOf(start, changed);
    let outcome: ReturnType<typeof run> | undefined;
    onFailingDisk('killed', change, () => {
      outcome = run(folder);
    });
    if (outcome?.status !== 'written') expectOldUnlessBegun(folder, { old, wanted });
    run(folder);
    expect(snapshot(folder), `after the run that follows a kill at change ${change}`).toEqual(wanted);
    if (outcome?.status === 'written') return expect(change).toBeGreaterThan(20);
  }
});

test('the list of disk changes is what the product imports', () => {
  const reads = [
    'accessSync',
    'closeSync',
    'existsSync',
    'fstatSync',
    'fsyncSync',
    'globSync',
    'lstatSync',
    'opendirSync',
    'openSync',
    'readdirSync',
    'readFileSync',
    'readSync',
    'realpathSync',
    'statSync',
    'statfsSync',
    'writeSync',
  ];
  const imported = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    // Publishing and rehearsing use separate folders, and change no file of a listing.
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

test('a file that a killed run had set aside is kept apart if it changed after it was read', () => {
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
  const aside = join(folder, '.sagemaker-mkt/work', randomUUID(), 'aside');
  mkdirSync(aside, { recursive: true });
  writeFileSync(join(aside, '0'), 'mine\n');
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
  // Just before the paused run stages its first file, another machine takes the lock and writes the files of
  // another manifest.
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

/** Leaves the listing as after a kill between the writing of the journal and the first move. */
function killAfterJournal(folder: string): void {
  for (let change = 1; !existsSync(join(folder, journal)); change += 1) {
    onFailingDisk('killed', change, () => run(folder));
  }
}
