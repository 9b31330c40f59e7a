import { expect, test } from 'vitest';
import { mergeTrees } from '../../src/merge/merge-trees.ts';
import type { Lock } from '../../src/model/change-set.ts';
import { type CurrentFile, type RenderedFile, relPath } from '../../src/model/file-tree.ts';

const sample = relPath('samples/a.csv');
const copy = relPath('buyer/a.csv');
const fingerprint = (content: Uint8Array) => new TextDecoder().decode(content);
const bytes = (text: string) => new TextEncoder().encode(text);

/** A seed, and an own file that is its copy. */
function merge(disk: Readonly<Record<string, string>>, lock?: Lock, isLarge = false) {
  const incoming = new Map<ReturnType<typeof relPath>, RenderedFile>([
    [copy, { content: bytes('first\n'), mode: 0o644, policy: 'own', copyOf: sample }],
    [sample, { content: bytes('first\n'), mode: 0o644, policy: 'seed', seed: 'samples/any' }],
  ]);
  const current = Object.entries(disk).map(([path, text]): [ReturnType<typeof relPath>, CurrentFile] => [
    relPath(path),
    { content: bytes(isLarge ? '' : text), mode: 0o644, isReadOnly: false, isLarge },
  ]);
  const merged = mergeTrees({
    lock,
    stored: { paths: new Set(), read: () => undefined },
    current: new Map(current),
    incoming,
    keep: [],
    unused: [],
    restore: [],
    generator: '1.0.0',
    fingerprint,
  });
  const change = merged.changes.find(({ path }) => path === copy);
  const written = change && 'file' in change && change.file ? fingerprint(change.file.content) : undefined;
  return { kind: change?.kind, written, lock: merged.lock };
}

const { lock: before } = merge({});

test('of a new file, the copy has the bytes that the file gets', () => {
  expect(merge({})).toMatchObject({ kind: 'create', written: 'first\n' });
});

test('of a file that was there before, it has the bytes of that file', () => {
  expect(merge({ [sample]: 'mine\n' })).toMatchObject({ kind: 'create', written: 'mine\n' });
});

test('it follows an edit of the file, once', () => {
  const edited = merge({ [sample]: 'mine\n', [copy]: 'first\n' }, before);
  expect(edited).toMatchObject({ kind: 'update', written: 'mine\n' });
  expect(merge({ [sample]: 'mine\n', [copy]: 'mine\n' }, edited.lock)).toMatchObject({ kind: 'same' });
});

test('it keeps Windows line ends, and follows the next edit from there', () => {
  const windows = merge({ [sample]: 'a\r\nb\r\n', [copy]: 'first\n' }, before);
  expect(windows).toMatchObject({ kind: 'update', written: 'a\r\nb\r\n' });
  const same = merge({ [sample]: 'a\r\nb\r\n', [copy]: 'a\r\nb\r\n' }, windows.lock);
  expect(same).toMatchObject({ kind: 'same' });
  const next = merge({ [sample]: 'c\r\n', [copy]: 'a\r\nb\r\n' }, windows.lock);
  expect(next).toMatchObject({ kind: 'update', written: 'c\r\n' });
});

test('it goes with a file that the seller has deleted, or that is too large to be read', () => {
  expect(merge({ [copy]: 'first\n' }, before)).toMatchObject({ kind: 'delete' });
  const large = merge({ [sample]: 'x', [copy]: 'first\n' }, before, true);
  expect(large.written).toBeUndefined();
});

test('a copy that the seller has edited is not overwritten', () => {
  expect(merge({ [sample]: 'mine\n', [copy]: 'edited\n' }, before)).toMatchObject({ kind: 'conflict' });
});
