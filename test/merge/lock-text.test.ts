import fc from 'fast-check';
import { expect, test } from 'vitest';
import { printLock, readLock } from '../../src/merge/lock-text.ts';
import { type FilePolicy, relPath } from '../../src/model/file-tree.ts';

const sha256 = 'a'.repeat(64);

test('a lock is read back as it was stored', () => {
  const name = fc.stringMatching(/^[a-z_.-]{0,3}[a-z_-]{1,4}$/);
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((parts) => relPath(parts.join('/')));
  const entry = fc.record({
    policy: fc.constantFrom<FilePolicy>('own', 'merge', 'seed'),
    sha256: fc.constant(sha256),
    executable: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.uniqueArray(fc.tuple(path, entry), { selector: ([key]) => key }), (files) => {
      const lock = { generator: '0.1.0', files: new Map(files) };
      expect(readLock(printLock(lock))).toEqual({ lock });
    }),
  );
});

test.each([
  ['a cut text', '{"version": 1', 'it is not JSON'],
  ['a git conflict', '<<<<<<< ours\n{}', 'it is not JSON'],
  ['a newer version', '{"version": 2, "files": {}}', 'its version is 2, and this generator reads version 1'],
  ['no files', '{"version": 1}', 'it lists no files'],
  [
    'a path out of the listing',
    `{"version": 1, "files": {"../x": {"policy": "own", "sha256": "${sha256}"}}}`,
    'its entry for "../x" is damaged',
  ],
  [
    'an absolute path',
    `{"version": 1, "files": {"/etc/x": {"policy": "own", "sha256": "${sha256}"}}}`,
    'its entry for "/etc/x" is damaged',
  ],
  [
    'an unknown policy',
    `{"version": 1, "files": {"x": {"policy": "mine", "sha256": "${sha256}"}}}`,
    'its entry for "x" is damaged',
  ],
  [
    'a short hash',
    '{"version": 1, "files": {"x": {"policy": "own", "sha256": "abc"}}}',
    'its entry for "x" is damaged',
  ],
])('%s is not trusted, and the fault is named', (_, text, fault) => {
  expect(readLock(text)).toEqual({ fault });
});
