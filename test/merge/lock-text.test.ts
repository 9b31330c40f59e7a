import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printLock, readLock } from '../../src/merge/lock-text.ts';
import { type FilePolicy, relPath } from '../../src/model/file-tree.ts';

const sha256 = 'a'.repeat(64);

const entry = (path: string, members: object = {}) =>
  `${JSON.stringify(path)}: ${JSON.stringify({ policy: 'own', sha256, ...members })}`;
const lockOf = (...entries: string[]) => `{\n"version": 1,\n"files": {\n${entries.join(',\n')}\n}}`;

test('a lock is read back as it was stored', () => {
  const name = fc.stringMatching(/^[a-z_.-]{0,3}[a-z_-]{1,4}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => relPath(parts.join('/')));
  const file = fc.record({
    policy: fc.constantFrom<FilePolicy>('own', 'merge', 'seed'),
    hashes: fc.constant([sha256]),
    seed: fc.constantFrom(undefined, 'src/inference.ts'),
  });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(path, file), { selector: ([key]) => key }), (files) => {
      const lock = { generator: '0.1.0', files: new Map(files) };
      expect(readLock(printLock(lock), '0.1.0')).toEqual({ lock });
    }),
  );
});

test.each([
  ['no files', '{"version": 1}', 'it lists no files', []],
  ['a path out of the listing', lockOf(entry('../x'), entry('y')), 'its entry for "../x" is damaged', ['y']],
  ['an absolute path', lockOf(entry('/etc/x')), 'its entry for "/etc/x" is damaged', []],
  ['an unknown policy', lockOf(entry('x', { policy: 'mine' })), 'its entry for "x" is damaged', []],
  ['a short hash', lockOf(entry('x', { sha256: 'abc' })), 'its entry for "x" is damaged', []],
  [
    'a text that was cut short',
    lockOf(entry('x'), entry('y')).slice(0, -60),
    'it is cut short, or not JSON',
    ['x'],
  ],
  ['something else', 'nonsense', 'it is cut short, or not JSON', []],
])('from %s the undamaged part is used, and the fault is named', (_, text, fault, paths) => {
  const read = readLock(text, '0.1.0');
  expect([read.fault, [...read.lock.files.keys()]]).toEqual([fault, paths]);
});

test('where git left a conflict, both sides are known', () => {
  const other = 'b'.repeat(64);
  const text = lockOf(
    entry('a'),
    `<<<<<<< ours\n${entry('x')}`,
    `=======\n${entry('x', { sha256: other })}`,
    `>>>>>>> theirs\n${entry('z')}`,
  ).replaceAll(',\n=======', '\n=======');
  const { lock, fault } = readLock(text, '0.1.0');
  expect(fault).toBe('git left a conflict in it');
  expect([...lock.files].map(([path, { hashes }]) => [path, hashes])).toEqual([
    ['a', [sha256]],
    ['x', [sha256, other]],
    ['z', [sha256]],
  ]);
});

test('a lock that somebody laid out anew is read as before', () => {
  const lock = { generator: '0.1.0', files: new Map([[relPath('x'), file('own')]]) };
  const laidOut = JSON.stringify(JSON.parse(printLock(lock)), null, 8);
  expect(readLock(laidOut, '0.1.0')).toEqual({ lock });
});

test.each([
  ['0.2.0', '0.10.0', false],
  ['0.10.0', '0.2.0', true],
  ['1.0.0', '0.9.9', true],
  ['0.1.0', '0.1.0', false],
  ['', '0.1.0', false],
])('a lock of version %j is newer than %s: %s', (written, ours, isNewer) => {
  const text = printLock({ generator: written, files: new Map() });
  expect(readLock(text, ours).newer !== undefined).toBe(isNewer);
});

test('a format that we do not know is newer, whatever it says', () => {
  expect(readLock('{"version": 2, "generator": "0.1.0"}', '0.1.0').newer).toBe('0.1.0');
});

function file(policy: FilePolicy) {
  return { policy, hashes: [sha256], seed: undefined };
}
