import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stagePrograms } from '../../src/shell/rehearse/staged-programs.ts';
import { frameworkKinds, kinds, placeListing, pythonKinds, resolveText } from '../support/build-listing.ts';
import { algorithm } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** A program that says where it runs, and which files are there. */
const lister = '#!/bin/sh\npwd\nexec find . -not -type d\n';

const withFiles = {
  'an algorithm with included files': algorithm({
    framework: 'framework: scikit-learn',
    include: 'include: [churnlib, "my config/rules.yaml", -words.txt, -deep]',
  }),
};

function placed(kind: string, files: Readonly<Record<string, string>> = {}) {
  const yaml = { ...kinds, ...frameworkKinds, ...pythonKinds, ...withFiles }[kind] ?? '';
  const folder = realpathSync(temporaryFolder());
  placeListing(folder, yaml);
  for (const [path, text] of Object.entries({
    'helper.ts': '',
    '.env': 'KEY=1',
    'notes/a.py': '',
    ...files,
  })) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  for (const program of kind.includes('Flask') ? ['serve'] : ['bin/serve', 'bin/train']) {
    writeFileSync(join(folder, program), lister);
    chmodSync(join(folder, program), 0o755);
  }
  return { folder, listing: resolveText(yaml) };
}

function runLocal(folder: string, word: string) {
  const { stdout, stderr, status } = spawnSync(join(folder, 'scripts/local.sh'), [word], {
    cwd: folder,
    encoding: 'utf8',
  });
  const [place = '', ...files] = stdout.trim().split('\n');
  return { place, files: files.map((path) => path.slice(2)).sort(), stderr, status };
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)))
    .filter((path) => !/^(?:model|node_modules)\//.test(path))
    .sort();
}

describe('`npm start` and `npm run train` see the files that a rehearsal copies, and no others', () => {
  const words = { 'code/rows.csv': '1' };
  test.each([
    ['the smallest model package', { 'model/a.json': '{}', 'src/parts/b.ts': '', 'node_modules/a/b.js': '' }],
    ['an algorithm with everything', {}],
    ['an algorithm in script mode', { 'my code/fit it.py': '', 'my code/deep/names.txt': '', ...words }],
    ['a model package of Flask', { 'words.py': '', 'text/stops.py': '' }],
    [
      'an algorithm with included files',
      {
        'churnlib/a.py': '',
        'churnlib/deep/b.txt': '',
        'my config/rules.yaml': '',
        'my config/not-this.yaml': '',
        '-words.txt': '',
        '-deep/a.txt': '',
      },
    ],
  ])('%s', (kind, files) => {
    const { folder, listing } = placed(kind, files);
    const staged = stagePrograms(listing, folder, temporaryFolder());
    for (const role of listing.training ? (['serve', 'train'] as const) : (['serve'] as const)) {
      const { place, files, stderr } = runLocal(folder, role);
      expect(stderr).toBe('');
      expect(relative(folder, place)).toMatch(/^local\/program\/\d+$/);
      expect(files).toEqual(filesBelow(staged[role]));
      expect(files.filter((path) => /churnlib|my config|^-/.test(path))).toEqual(
        kind in withFiles
          ? ['-deep/a.txt', '-words.txt', 'churnlib/a.py', 'churnlib/deep/b.txt', 'my config/rules.yaml']
          : [],
      );
    }
  });
});

test('the next run removes the copy of one that has ended, and leaves one that runs', () => {
  const { folder } = placed('the smallest model package');
  const first = runLocal(folder, 'serve').place;
  mkdirSync(join(folder, `local/program/${process.pid}`));
  const second = runLocal(folder, 'serve').place;
  expect(first).not.toBe(second);
  const names = readdirSync(join(folder, 'local/program')).sort();
  expect(names).toEqual([String(process.pid), second.slice(second.lastIndexOf('/') + 1)].sort());
});

test('what the seller copies in the Dockerfile is there as well', () => {
  const { folder } = placed('the smallest model package', { 'shared lib/a.ts': '', 'rules.yaml': '' });
  const more =
    'COPY ["shared lib/", "/opt/program/src/lib/"]\nCOPY --chmod=644 rules.yaml /opt/program/rules/limits.yaml\n';
  writeFileSync(join(folder, 'Dockerfile'), more, { flag: 'a' });
  const { files } = runLocal(folder, 'serve');
  expect(files).toEqual(expect.arrayContaining(['src/lib/a.ts', 'rules/limits.yaml']));
});

test.each([
  ['a Dockerfile of the seller’s own', 'FROM scratch\nCOPY . /opt/program/\n'],
  ['no Dockerfile', undefined],
])('with %s, the listing runs in its own folder', (_, text) => {
  const { folder } = placed('the smallest model package');
  rmSync(join(folder, 'Dockerfile'));
  if (text !== undefined) writeFileSync(join(folder, 'Dockerfile'), text);
  const { place, files, stderr } = runLocal(folder, 'serve');
  expect([place, stderr, files.includes('helper.ts')]).toEqual([folder, '', true]);
});

test('another word is wrong usage', () => {
  const { folder } = placed('the smallest model package');
  expect(runLocal(folder, 'train')).toMatchObject({
    status: 2,
    stderr: 'usage: scripts/local.sh serve|test\n',
  });
});
