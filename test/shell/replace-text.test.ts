import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printProblems } from '../../src/problem/print-problems.ts';
import { replaceText } from '../../src/shell/replace-text.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

test('a file that was edited meanwhile keeps that edit', () => {
  const path = join(temporaryFolder(), 'm.yaml');
  writeFileSync(path, 'mine\n');
  expect(printProblems(replaceText(path, { file: 'm.yaml', before: 'old\n', after: 'new\n' }))).toBe(
    `m.yaml:1:1: error: this file could not be written: it was changed while the command ran [manifest-not-written]
  fix: run it again
`,
  );
  expect(readFileSync(path, 'utf8')).toBe('mine\n');
});

test('a file that cannot be replaced is a problem, and no temporary file is left', () => {
  const folder = temporaryFolder();
  expect(replaceText(join(folder, 'gone.yaml'), { file: 'gone.yaml', before: '', after: 'x' })).toMatchObject(
    [{ code: 'manifest-not-written', what: 'this file could not be written: the system says ENOENT' }],
  );
  expect(readdirSync(folder)).toEqual([]);
});

test('the new text is another file of the same mode, whatever the umask, so that no reader sees half of it', () => {
  const path = join(temporaryFolder(), 'm.yaml');
  writeFileSync(path, 'old\n');
  chmodSync(path, 0o666);
  const { ino } = statSync(path);
  expect(replaceText(path, { file: 'm.yaml', before: 'old\n', after: 'new\n' })).toEqual([]);
  expect(statSync(path)).toMatchObject({ mode: 0o100666 });
  expect(statSync(path).ino).not.toBe(ino);
});

test.skipIf(process.getuid?.() !== 0)('root leaves a file to its owner (needs root)', () => {
  const folder = join(temporaryFolder(), 'theirs');
  mkdirSync(folder);
  const path = join(folder, 'm.yaml');
  writeFileSync(path, 'old\n');
  chownSync(path, 1234, 4321);
  replaceText(path, { file: 'm.yaml', before: 'old\n', after: 'new\n' });
  expect(statSync(path)).toMatchObject({ uid: 1234, gid: 4321 });
});
