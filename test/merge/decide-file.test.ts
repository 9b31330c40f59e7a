import { expect, test } from 'vitest';
import { decideFile } from '../../src/merge/decide-file.ts';
import { type FilePolicy, relPath } from '../../src/model/file-tree.ts';

const fingerprint = (content: Uint8Array) => new TextDecoder().decode(content);

/** Texts of the three sides; the policy is that of the last and the next rendering. */
interface Sides {
  readonly last?: string;
  readonly disk?: string;
  readonly next?: string;
  readonly policy?: FilePolicy;
  readonly isKept?: boolean;
}

test.each<[string, Sides, string]>([
  ['a file that is new is created', { next: 'a' }, 'create'],
  ['a file that was there and is equal is taken over', { disk: 'a', next: 'a' }, 'keep'],
  [
    'a file that was there and differs is not ours to write',
    { disk: 'b', next: 'a' },
    'conflict foreign-file',
  ],
  ['a seed that was there already is the seller’s', { disk: 'b', next: 'a', policy: 'seed' }, 'keep'],
  ['what the seller deleted stays deleted', { last: 'a', next: 'b' }, 'keep'],
  ['an unedited file follows the generator', { last: 'a', disk: 'a', next: 'b' }, 'update'],
  ['an unedited file without news stays as it is', { last: 'a', disk: 'a', next: 'a' }, 'keep'],
  ['an edit stays while the generator has no news', { last: 'a', disk: 'b', next: 'a' }, 'keep'],
  ['an edit and news are a conflict', { last: 'a', disk: 'b', next: 'c' }, 'conflict both-changed'],
  ['the same edit on both sides is none', { last: 'a', disk: 'b', next: 'b' }, 'keep'],
  ['a seed is never touched again', { last: 'a', disk: 'b', next: 'c', policy: 'seed' }, 'keep'],
  [
    'an unedited seed is never touched again either',
    { last: 'a', disk: 'a', next: 'c', policy: 'seed' },
    'keep',
  ],
  ['an orphan that was never edited goes', { last: 'a', disk: 'a' }, 'delete'],
  ['an orphan with the seller’s work stays', { last: 'a', disk: 'b' }, 'keep'],
  ['an orphan that is gone already needs nothing', { last: 'a' }, 'keep'],
  ['a path that was taken over is never written', { last: 'a', disk: 'a', next: 'b', isKept: true }, 'keep'],
  ['a path that was taken over is not created either', { next: 'b', isKept: true }, 'keep'],
])('%s', (_, sides, decided) => {
  expect(decide(sides)).toBe(decided);
});

test('a lost executable bit is put back', () => {
  const content = new TextEncoder().encode('a');
  const change = decideFile({
    path: relPath('bin/serve'),
    locked: { policy: 'merge', sha256: 'a', executable: true },
    current: { content, mode: 0o644 },
    incoming: { content, mode: 0o755, policy: 'merge' },
    isKept: false,
    fingerprint,
  });
  expect(change.kind).toBe('update');
});

function decide({ last, disk, next, policy = 'merge', isKept = false }: Sides): string {
  const file = (text: string | undefined) =>
    text === undefined ? undefined : { content: new TextEncoder().encode(text), mode: 0o644 as const };
  const incoming = file(next);
  const change = decideFile({
    path: relPath('a/b'),
    locked: last === undefined ? undefined : { policy, sha256: last, executable: false },
    current: file(disk),
    incoming: incoming && { ...incoming, policy },
    isKept,
    fingerprint,
  });
  return change.kind === 'conflict' ? `conflict ${change.code}` : change.kind;
}
