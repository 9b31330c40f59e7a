import fs, {
  chmodSync,
  existsSync,
  globSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { modelPackage } from '../support/expect-problems.ts';
import { onFailingDisk } from '../support/failing-disk.ts';
import { generatedFolder, snapshot, text } from '../support/listing-folder.ts';
import { ground, isSettled, settle, waitForTick, wholeRun } from '../support/settled-listing.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const note = '.sagemaker-mkt/seen';
/** A time that can be set again to the last digit. */
const longAgo = 1_700_000_000;

const withScripts = {
  framework: 'framework: scikit-learn',
  inference: 'inference: { entry: code/inference.py }',
  include: 'include: [lib]\nextends: team.yaml',
};
const scripts = {
  'code/inference.py':
    'def model_fn(model_dir):\n    return 1\n\ndef predict_fn(data, model):\n    return data\n',
  'lib/a.py': 'A = 1\n',
  'model/model.json': '{}',
  'team.yaml': 'upload: { region: us-east-2 }\n',
};

function settledFolder(...listing: [] | [typeof withScripts, typeof scripts]): string {
  const [members, sellers] = listing;
  const folder = generatedFolder(modelPackage(members), sellers);
  for (const path of globSync('{**,.sagemaker-mkt}/*.*', { cwd: folder }).concat('Dockerfile'))
    utimesSync(join(folder, path), longAgo, longAgo);
  settle(folder);
  expect(isSettled(folder)).toBe(true);
  return folder;
}

/** Another text of the same size, with the times of the old one. */
function editUnseen(path: string): void {
  expect(lstatSync(path).mtimeMs).toBe(longAgo * 1000);
  const [first = 0, ...others] = readFileSync(path);
  writeFileSync(path, Buffer.from([first ^ 1, ...others]));
  utimesSync(path, longAgo, longAgo);
}

function swapForLink(path: string): void {
  renameSync(path, `${path}.real`);
  symlinkSync(`${path}.real`, path);
}

const acts: Readonly<Record<string, (folder: string) => void>> = {
  'a file of the generator is edited, with its size and time as before': (folder) =>
    editUnseen(join(folder, 'runtime/log.ts')),
  'a merged file is edited, with its size and time as before': (folder) =>
    editUnseen(join(folder, 'Dockerfile')),
  'a seed is edited': (folder) => editUnseen(join(folder, 'src/inference.ts')),
  'the lock is edited': (folder) => editUnseen(join(folder, '.sagemaker-mkt/lock.json')),
  'a program is no program any more': (folder) => chmodSync(join(folder, 'bin/serve'), 0o644),
  'a file is protected': (folder) => chmodSync(join(folder, 'README.md'), 0o444),
  'a file has another time': (folder) => utimesSync(join(folder, 'README.md'), 1, 1),
  'a file is written again': (folder) => {
    const old = readFileSync(join(folder, 'README.md'));
    rmSync(join(folder, 'README.md'));
    writeFileSync(join(folder, 'README.md'), old);
  },
  'a file is gone': (folder) => rmSync(join(folder, 'package.json')),
  'a file is a link': (folder) => swapForLink(join(folder, 'tsconfig.json')),
  'a folder is a link': (folder) => swapForLink(join(folder, 'runtime')),
  'the state is a link': (folder) => swapForLink(join(folder, '.sagemaker-mkt')),
  'a stored text is gone': (folder) => rmSync(join(folder, '.sagemaker-mkt/base/Dockerfile')),
  'a link is among the stored texts': (folder) =>
    symlinkSync('/etc', join(folder, '.sagemaker-mkt/base/scripts/etc')),
  'a link is among the kept copies': (folder) => {
    mkdirSync(join(folder, '.sagemaker-mkt/kept'));
    symlinkSync('/etc', join(folder, '.sagemaker-mkt/kept/etc'));
  },
  'a run was killed': (folder) => mkdirSync(join(folder, '.sagemaker-mkt/work')),
  'the manifest has another comment': (folder) =>
    writeFileSync(join(folder, 'marketplace.yaml'), `${text(folder, 'marketplace.yaml')}# mine\n`),
  'a policy is there': (folder) =>
    writeFileSync(
      join(folder, 'marketplace.policy.yaml'),
      'version: 1\npolicy: { tags: { require: [owner] } }\n',
    ),
  'a model is there': (folder) => writeFileSync(join(folder, 'model/model.json'), '{}'),
};

test.each(Object.entries(acts))('a listing is looked at again where %s', (_title, act) => {
  const folder = settledFolder();
  act(folder);
  expect(isSettled(folder)).toBe(false);
});

test('what the seller has beside the generated files does not matter', () => {
  const folder = settledFolder();
  writeFileSync(join(folder, 'notes.txt'), 'mine\n');
  mkdirSync(join(folder, 'local'));
  writeFileSync(join(folder, 'local/data.csv'), '1\n');
  writeFileSync(join(folder, 'src/more.ts'), 'export {};\n');
  expect(isSettled(folder)).toBe(true);
  expect(wholeRun(folder)).toMatchObject({ status: 'unchanged', problems: [] });
});

test.each<[string, (folder: string) => void]>([
  ['the team’s file is edited', (folder) => editUnseen(join(folder, 'team.yaml'))],
  ['the script is edited', (folder) => editUnseen(join(folder, 'code/inference.py'))],
  ['the script is gone', (folder) => rmSync(join(folder, 'code/inference.py'))],
  ['the script is a link', (folder) => swapForLink(join(folder, 'code/inference.py'))],
  ['what is included is gone', (folder) => rmSync(join(folder, 'lib'), { recursive: true })],
  ['what is included is a link', (folder) => swapForLink(join(folder, 'lib'))],
])('a listing with scripts and a team is looked at again where %s', (_title, act) => {
  const folder = settledFolder(withScripts, scripts);
  act(folder);
  expect(isSettled(folder)).toBe(false);
});

test('a note holds for the same build, and until the next day on which something ends', () => {
  const folder = settledFolder();
  expect(isSettled(folder, { ...ground, today: '2027-01-21' })).toBe(true);
  expect(isSettled(folder, { ...ground, today: '2027-01-22' })).toBe(false);
  expect(isSettled(folder, { ...ground, today: '2026-11-28' })).toBe(false);
  expect(isSettled(folder, { ...ground, build: 'another build' })).toBe(false);
});

test('a note that is cut short, or that names places outside, is none', () => {
  const folder = settledFolder();
  const whole = text(folder, note);
  for (let length = 0; length < whole.length; length += 97) {
    writeFileSync(join(folder, note), whole.slice(0, length));
    expect(isSettled(folder)).toBe(false);
  }
  for (const line of ['d\t..', 'd\t/etc', 'd\t../other', '-\ta/../../b', 'x\ta', 'd', '']) {
    writeFileSync(join(folder, note), whole.replace(/end\n$/, `${line}\nend\n`));
    expect(isSettled(folder), line).toBe(false);
  }
  writeFileSync(join(folder, note), whole);
  expect(isSettled(folder)).toBe(true);
});

test.each([true, false])('an edit in the moment of the note is found (a moment later: %s)', (isLater) => {
  const folder = settledFolder();
  const path = join(folder, 'README.md');
  for (let round = 100; round < 130; round += 1) {
    writeFileSync(path, `${round}\n`);
    settle(folder, isLater ? waitForTick : () => undefined);
    writeFileSync(path, `${round + 100}\n`);
    expect(isSettled(folder)).toBe(false);
  }
});

const meanwhile: Readonly<Record<string, (folder: string) => void>> = {
  'a text is edited': (folder) => editUnseen(join(folder, 'README.md')),
  'a file of the generator is edited': (folder) => editUnseen(join(folder, 'runtime/log.ts')),
  'the lock is edited': (folder) => editUnseen(join(folder, '.sagemaker-mkt/lock.json')),
  'a program is no program any more': (folder) => chmodSync(join(folder, 'bin/serve'), 0o644),
  'a file is protected': (folder) => chmodSync(join(folder, 'README.md'), 0o444),
  'a file is gone': (folder) => rmSync(join(folder, 'README.md')),
  'the model is gone': (folder) => rmSync(join(folder, 'model/model.json')),
  'the script is gone': (folder) => rmSync(join(folder, 'code/inference.py')),
  'the script has no function any more': (folder) =>
    writeFileSync(join(folder, 'code/inference.py'), 'x = 1\n'),
  'what is included is gone': (folder) => rmSync(join(folder, 'lib'), { recursive: true }),
  'a link comes among the kept copies': (folder) => {
    mkdirSync(join(folder, '.sagemaker-mkt/kept'));
    symlinkSync('/etc', join(folder, '.sagemaker-mkt/kept/etc'));
  },
};

test.each(Object.entries(meanwhile))(
  'nothing is noted where %s between the run and the note',
  (_title, act) => {
    const folder = settledFolder(withScripts, scripts);
    rmSync(join(folder, note));
    settle(folder, () => {
      act(folder);
      waitForTick();
    });
    expect(existsSync(join(folder, note))).toBe(false);
  },
);

test('nothing is noted where a file has the time of the note', () => {
  const folder = settledFolder();
  rmSync(join(folder, note));
  const { ctimeMs } = lstatSync(join(folder, 'README.md'));
  const { lstatSync: look } = fs;
  const stopped = (path: string, options?: object) => {
    const found = look(path, options);
    return found && path.endsWith(`seen.${process.pid}`) ? Object.assign(found, { ctimeMs }) : found;
  };
  Reflect.set(fs, 'lstatSync', stopped);
  syncBuiltinESMExports();
  try {
    settle(folder);
  } finally {
    Reflect.set(fs, 'lstatSync', look);
    syncBuiltinESMExports();
  }
  expect(existsSync(join(folder, note))).toBe(false);
});

test('a listing with a problem, or whose files git would see, is not noted', () => {
  const warned = generatedFolder(modelPackage({ base: 'base: ubuntu:18.04' }));
  rmSync(join(warned, '.gitignore'));
  settle(warned);
  expect(existsSync(join(warned, note))).toBe(false);
  const seen = generatedFolder();
  writeFileSync(join(seen, '.gitignore'), 'node_modules/\n');
  settle(seen);
  expect(existsSync(join(seen, note))).toBe(false);
});

test('a note that cannot be written, or only half, changes nothing else', () => {
  const folder = generatedFolder();
  settle(folder);
  rmSync(join(folder, note));
  const before = snapshot(folder);
  for (const failure of ['full', 'killed'] as const)
    for (const at of [1, 2, 3, 4, 5]) {
      waitForTick();
      onFailingDisk(failure, at, () => settle(folder));
      expect(isSettled(folder)).toBe(existsSync(join(folder, note)));
      for (const name of readdirSync(join(folder, '.sagemaker-mkt')))
        if (name.startsWith('seen')) rmSync(join(folder, '.sagemaker-mkt', name));
      expect(snapshot(folder)).toEqual(before);
    }
});

test('the draft of a killed run is removed by the next run', () => {
  const folder = settledFolder();
  writeFileSync(join(folder, `${note}.12345`), 'half');
  settle(folder);
  expect(readdirSync(join(folder, '.sagemaker-mkt')).sort()).toEqual(['base', 'lock.json', 'seen']);
});

test('a link in the place of the note is not followed', () => {
  const folder = generatedFolder();
  const outside = join(temporaryFolder(), 'theirs');
  writeFileSync(outside, 'theirs\n');
  symlinkSync(outside, join(folder, note));
  symlinkSync(outside, join(folder, `${note}.${process.pid}`));
  // The first run removes what is in the place of its draft.
  settle(folder);
  settle(folder);
  expect(readFileSync(outside, 'utf8')).toBe('theirs\n');
  expect(readdirSync(dirname(outside))).toEqual(['theirs']);
  expect(lstatSync(join(folder, note)).isFile()).toBe(true);
  expect(isSettled(folder)).toBe(true);
});
