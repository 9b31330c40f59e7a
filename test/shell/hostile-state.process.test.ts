import { spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { changed, started } from '../support/changed-listing.ts';
import { copyOf, run, snapshot } from '../support/listing-folder.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const work = '.sagemaker-mkt/work';
const id = randomUUID();
const hash = 'a'.repeat(64);
const journal = (over: object) => JSON.stringify({ run: id, moves: [], deletes: [], ...over });

/** What somebody plants into the state of a listing, and what a run then says. `victim` is outside the listing. */
const attacks: Readonly<Record<string, readonly [(folder: string, victim: string) => void, string]>> = {
  'a journal whose run is a folder outside': [
    plantJournal(journal({ run: '../../../victim' })),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal whose run is the listing': [
    plantJournal(journal({ run: '../..' })),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal that moves to the outside': [
    plantJournal(journal({ moves: [{ to: '../victim/secret', before: null, after: hash }] })),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal that moves into git’s own folder': [
    plantJournal(journal({ moves: [{ to: '.git/hooks/pre-commit', before: null, after: hash }] })),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal that deletes an absolute path': [
    plantJournal(journal({ deletes: [{ path: '/etc/hostname' }] })),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal that is a list': [plantJournal('[]'), `journal-damaged ${work}/journal.json`],
  'a journal that is too large to be read': [
    plantJournal(' '.repeat(17_000_000)),
    `journal-damaged ${work}/journal.json`,
  ],
  'a journal that is a pipe': [
    (folder) => void spawnSync('mkfifo', [plant(folder, `${work}/journal.json`)]),
    `file-in-the-way ${work}/journal.json`,
  ],
  'a lock of a run that is an endless file': [
    (folder) => symlinkSync('/dev/zero', plant(folder, `${work}/running`)),
    `file-in-the-way ${work}/running`,
  ],
  'a run that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}/${id}`)),
    `file-in-the-way ${work}/${id}`,
  ],
  'a folder of moved files that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}/${id}/aside`)),
    `file-in-the-way ${work}/${id}/aside`,
  ],
  'a folder of staged files that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}/${id}/staging`)),
    `file-in-the-way ${work}/${id}/staging`,
  ],
  'a moved file with an odd name': [
    (folder) => writeFileSync(plant(folder, `${work}/${id}/aside/x\\y`), 'x'),
    `file-in-the-way ${work}/${id}/aside/x/y`,
  ],
  'a folder that is no run': [
    (folder) => writeFileSync(plant(folder, `${work}/notes/aside/0`), 'mine\n'),
    `file-in-the-way ${work}/notes`,
  ],
  'a staged listing that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}/fresh`)),
    `file-in-the-way ${work}/fresh`,
  ],
  'a staged folder that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}/fresh/src`)),
    `file-in-the-way ${work}/fresh/src`,
  ],
  'a staged file for git’s own folder': [
    (folder) => writeFileSync(plant(folder, `${work}/fresh/.GIT/config`), 'x'),
    `file-in-the-way ${work}/fresh/.GIT`,
  ],
  'a staged file for our own folder': [
    (folder) => writeFileSync(plant(folder, `${work}/fresh/.sagemaker-mkt/kept`), 'x'),
    `file-in-the-way ${work}/fresh/.sagemaker-mkt`,
  ],
  'a staged pipe': [
    (folder) => void spawnSync('mkfifo', [plant(folder, `${work}/fresh/pipe`)]),
    `file-in-the-way ${work}/fresh/pipe`,
  ],
  'a private folder that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, `${work}.${id}`)),
    `file-in-the-way ${work}.${id}`,
  ],
  'a folder of saved copies that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, '.sagemaker-mkt/kept/scripts')),
    'symbolic-link .sagemaker-mkt/kept/scripts',
  ],
  'a working folder that is a link to the outside': [
    (folder, victim) => symlinkSync(victim, plant(folder, work)),
    `symbolic-link ${work}`,
  ],
};

describe.each(Object.entries(attacks))('%s', (_, [attack, said]) => {
  test.each([
    ['generate', {}],
    ['generate --dry-run', { dryRun: true }],
    ['generate --restore', { restore: ['Dockerfile'] }],
  ] as const)('stops %s before anything is changed', (_command, options) => {
    const folder = copyOf(started(), changed);
    const victim = victimBeside(folder);
    attack(folder, victim);
    const seen = () => [withoutPipes(folder), snapshot(victim)];
    const before = seen();
    const { status, problems } = run(folder, options);
    expect(status).toBe('refused');
    expect(problems.map(({ code, location }) => `${code} ${location.file}`)).toEqual([said]);
    expect(seen()).toEqual(before);
  });
});

test('a record of generated files that names what no listing has makes a run remove nothing of it', () => {
  const folder = copyOf(started(), changed);
  const config = plant(folder, '.git/config');
  writeFileSync(config, '[core]\n');
  const sha256 = createHash('sha256').update('[core]\n').digest('hex');
  const lock = join(folder, '.sagemaker-mkt/lock.json');
  const entry = `    ".git/config": ${JSON.stringify({ policy: 'own', sha256 })},\n`;
  writeFileSync(lock, readFileSync(lock, 'utf8').replace('"files": {\n', `"files": {\n${entry}`));
  const { status, problems } = run(folder);
  expect([status, problems.map(({ code }) => code)]).toEqual(['written', ['lock-damaged']]);
  expect(readFileSync(config, 'utf8')).toBe('[core]\n');
});

test('a lock of another program is not printed as it is', () => {
  const folder = copyOf(started(), changed);
  writeFileSync(plant(folder, `${work}/running`), 'process 1 on \u001b[2Jx, run 1');
  // A run waits ten seconds for another one.
  let now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => (now += 500));
  onTestFinished(() => clock.mockRestore());
  const { problems } = run(folder);
  expect(problems.map(({ what }) => what)).toEqual(['another run is in progress here: an unknown process']);
});

function plantJournal(text: string): (folder: string) => void {
  return (folder) => writeFileSync(plant(folder, `${work}/journal.json`), text);
}

/** The place of a planted file. */
function plant(folder: string, path: string): string {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  return join(folder, path);
}

/** A folder of somebody else. From the working folder of the listing, it is at `../../../victim`. */
function victimBeside(folder: string): string {
  const victim = join(temporaryFolder(), 'victim');
  mkdirSync(victim, { recursive: true });
  writeFileSync(join(victim, '0'), 'theirs\n');
  writeFileSync(plant(dirname(folder), 'victim/secret'), 'theirs\n');
  return victim;
}

/** Reading a pipe would wait. */
function withoutPipes(folder: string): string {
  const { stdout } = spawnSync('find', ['.', '-printf', '%p %y %s %l\n'], { cwd: folder, encoding: 'utf8' });
  return stdout.split('\n').sort().join('\n');
}
