import { expect, test } from 'vitest';
import { decideFile } from '../../src/merge/decide-file.ts';
import type { Change } from '../../src/model/change-set.ts';
import { type FilePolicy, relPath } from '../../src/model/file-tree.ts';

const fingerprint = (content: Uint8Array) => new TextDecoder().decode(content);

/** The texts of the three sides. The policy is that of the last and the next rendering. */
interface Sides {
  readonly path?: string;
  readonly last?: string;
  readonly disk?: string;
  readonly next?: string;
  readonly policy?: FilePolicy;
  readonly isKept?: boolean;
  readonly isUnused?: boolean;
  readonly isRestored?: boolean;
  readonly isReadOnly?: boolean;
  readonly isLarge?: boolean;
  /** The seeds of the last and of the next rendering. */
  readonly seeds?: readonly [string, string];
}

test.each<[string, Sides, string]>([
  ['a file that is new is created', { next: 'a' }, 'create'],
  ['a file that was there and is equal is taken over', { disk: 'a', next: 'a' }, 'same'],
  [
    'a file that was there and differs is adopted: it gives way, and is set aside',
    { disk: 'b\n', next: 'a\n' },
    'adopted update with a copy',
  ],
  [
    'an own file that was there and differs is adopted like that too',
    { disk: 'b', next: 'a', policy: 'own' },
    'adopted update with a copy',
  ],
  [
    'a file that was there and is asked for is written without a question',
    { disk: 'b', next: 'a', isRestored: true },
    'update with a copy',
  ],
  [
    'JSON that was there gets what it lacks',
    { path: 'package.json', disk: '{"a":1}', next: '{"b":1}' },
    'adopted merge',
  ],
  [
    'JSON that was there and has all members stays',
    { path: 'package.json', disk: '{"b":2,"a":1}', next: '{"a":1}' },
    'keep',
  ],
  [
    'a file that was there and is not the JSON that it should be gives way',
    { path: 'package.json', disk: '{"a":1', next: '{"b":1}' },
    'adopted update with a copy',
  ],
  [
    'own JSON that was there is not merged',
    { path: 'package.json', disk: '{"a":1}', next: '{"b":1}', policy: 'own' },
    'adopted update with a copy',
  ],
  ['bytes that were there give way', { disk: '\uDC00', next: 'a' }, 'adopted update with a copy'],
  [
    'a read-only file that was there stops the run',
    { disk: 'b', next: 'a', isReadOnly: true },
    'conflict read-only',
  ],
  [
    'a file of many megabytes that was there stops it too',
    { disk: 'b', next: 'a', isLarge: true },
    'conflict not-text',
  ],
  [
    'JSON that both changed in one member is never marked',
    { path: 'package.json', last: '{"a":1}', disk: '{"a":2}', next: '{"a":3,"b":1}' },
    'merge',
  ],
  [
    'JSON that the seller broke waits for them',
    { path: 'package.json', last: '{"a":1}', disk: '{"a":2', next: '{"a":3}' },
    'conflict not-members',
  ],
  ['a seed that was there already is the seller’s', { disk: 'b', next: 'a', policy: 'seed' }, 'keep'],
  ['what the seller deleted stays deleted', { last: 'a', next: 'b' }, 'keep'],
  ['an unedited file follows the generator', { last: 'a', disk: 'a', next: 'b' }, 'update'],
  ['an unedited file without news stays as it is', { last: 'a', disk: 'a', next: 'a' }, 'same'],
  ['an edit stays while the generator has no news', { last: 'a', disk: 'b', next: 'a' }, 'keep'],
  [
    'an edit and news in the same place are a conflict with marks',
    { last: 'a', disk: 'b', next: 'c' },
    'conflict both-changed, marked',
  ],
  [
    'an edit and news in different places are merged',
    { last: 'a\nb\nc\n', disk: 'A\nb\nc\n', next: 'a\nb\nC\n' },
    'merge',
  ],
  ['the same edit on both sides is none', { last: 'a', disk: 'b', next: 'b' }, 'same'],
  [
    'marks that are still there wait for the seller',
    { last: 'a', disk: '<<<<<<< yours\nb\n>>>>>>> newly generated\n', next: 'a' },
    'conflict marks-left',
  ],
  [
    'marks that are still there are not merged again',
    { last: 'a', disk: '<<<<<<< yours\nb\n>>>>>>> newly generated\n', next: 'c' },
    'conflict marks-left',
  ],
  ['an own file follows the generator', { last: 'a', disk: 'a', next: 'b', policy: 'own' }, 'update'],
  [
    'an own file that was edited stops the run',
    { last: 'a', disk: 'b', next: 'c', policy: 'own' },
    'conflict own-edited',
  ],
  [
    'an own file that was edited stops the run without news as well',
    { last: 'a', disk: 'b', next: 'a', policy: 'own' },
    'conflict own-edited',
  ],
  [
    'a draft that was filled in gives way to a text without blanks, and is set aside',
    { last: 'a\n<say b>\n', disk: 'a\nb\n', next: 'c\nd\n' },
    'update with a copy',
  ],
  [
    'a draft that was edited elsewhere is merged',
    { last: '<say b>\nx\ny\n', disk: '<say b>\nx\ny\nz\n', next: 'b\nx\ny\n' },
    'merge',
  ],
  [
    'a draft that is still one gets marks',
    { last: 'a\n<say b>\n', disk: 'a\nb\n', next: 'c\n<say d>\n' },
    'conflict both-changed, marked',
  ],
  ['a seed is never touched again', { last: 'a', disk: 'b', next: 'c', policy: 'seed' }, 'keep'],
  [
    'an unedited seed is not touched again either',
    { last: 'a', disk: 'a', next: 'c', policy: 'seed' },
    'keep',
  ],
  [
    'an unedited seed gives way to the seed of another framework',
    { last: 'a', disk: 'a', next: 'c', policy: 'seed', seeds: ['src/x.ts', 'src-other/x.ts'] },
    'update',
  ],
  [
    'an unedited sample follows the fields',
    { last: 'a', disk: 'a', next: 'c', policy: 'seed', seeds: ['samples/any', 'samples/1'] },
    'update',
  ],
  [
    'an edited sample does not',
    { last: 'a', disk: 'b', next: 'c', policy: 'seed', seeds: ['samples/any', 'samples/1'] },
    'keep',
  ],
  [
    'an edited seed does not',
    { last: 'a', disk: 'b', next: 'c', policy: 'seed', seeds: ['src/x.ts', 'src-other/x.ts'] },
    'keep',
  ],
  ['an orphan that was never edited goes', { last: 'a', disk: 'a' }, 'delete'],
  ['an orphan with the seller’s work stays', { last: 'a', disk: 'b' }, 'keep'],
  ['an orphan that is gone already needs nothing', { last: 'a' }, 'same'],
  ['a path that was taken over is never written', { last: 'a', disk: 'a', next: 'b', isKept: true }, 'keep'],
  ['a path that was taken over is not created either', { next: 'b', isKept: true }, 'keep'],
  [
    'a file that is asked for again is written, and what was there is set aside',
    { last: 'a', disk: 'b', next: 'a', policy: 'own', isRestored: true },
    'update with a copy',
  ],
  ['a deleted file that is asked for again is written', { last: 'a', next: 'a', isRestored: true }, 'create'],
  [
    'a read-only file is not written',
    { last: 'a', disk: 'a', next: 'b', isReadOnly: true },
    'conflict read-only',
  ],
  ['a read-only file is not deleted', { last: 'a', disk: 'a', isReadOnly: true }, 'conflict read-only'],
  [
    'a read-only file that stays is no conflict',
    { last: 'a', disk: 'b', next: 'a', isReadOnly: true },
    'keep',
  ],
  [
    'a checkout with Windows’ line ends is unchanged',
    { last: 'a\nb\n', disk: 'a\r\nb\r\n', next: 'a\nb\n' },
    'same',
  ],
  [
    'a checkout with Windows’ line ends follows the generator',
    { last: 'a\nb\n', disk: 'a\r\nb\r\n', next: 'a\nc\n' },
    'update',
  ],
  ['what is not text is not merged', { last: 'a', disk: '\uDC00', next: 'c' }, 'conflict not-text'],
  [
    'a file of many megabytes is not merged',
    { last: 'a', disk: 'b', next: 'c', isLarge: true },
    'conflict not-text',
  ],
  [
    'a file of many megabytes is not replaced either, even by --restore',
    { last: 'a', disk: 'b', next: 'c', isLarge: true, isRestored: true },
    'conflict not-text',
  ],
  [
    'a seed may be as large as it likes',
    { last: 'a', disk: 'b', next: 'c', policy: 'seed', isLarge: true },
    'keep',
  ],
  ['an orphan of many megabytes stays', { last: 'a', disk: 'b', isLarge: true }, 'keep'],
  [
    'a file that nothing uses goes if it was never edited',
    { last: 'a', disk: 'a', isUnused: true },
    'delete',
  ],
  ['work that nothing uses is told', { last: 'a', disk: 'b', isUnused: true }, 'conflict unused-handler'],
  [
    'work that nothing uses is told where it was never generated',
    { disk: 'b', isUnused: true },
    'conflict unused-handler',
  ],
  [
    'work that nothing uses is told where the seller took it over',
    { last: 'a', disk: 'b', isUnused: true, isKept: true },
    'conflict unused-handler',
  ],
  ['a file that nothing uses and that is gone needs nothing', { last: 'a', isUnused: true }, 'same'],
  ['an own file that is gone comes back', { last: 'a', next: 'a', policy: 'own' }, 'create'],
  [
    'marks of which a part is gone wait for the seller too',
    { last: 'a', disk: 'b\n||||||| last generated\nc\n', next: 'a' },
    'conflict marks-left',
  ],
  [
    'a text with an example of git’s conflict marks has none of ours',
    { last: 'a', disk: '<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> main\n', next: 'a' },
    'keep',
  ],
])('%s', (_, sides, decided) => {
  expect(words(decide(sides))).toBe(decided);
});

test('a file with Windows’ line ends keeps them', () => {
  const change = decide({ last: 'a\nb\n', disk: 'a\r\nb\r\n', next: 'a\nc\n' });
  expect('file' in change && change.file && new TextDecoder().decode(change.file.content)).toBe('a\r\nc\r\n');
});

test.each(['a', 'edited'])('a lost executable bit is put back, and nothing else changes: %s', (text) => {
  const content = bytes(text);
  const change = decideFile({
    path: relPath('bin/serve'),
    locked: { policy: 'merge', hashes: ['a'], seed: undefined },
    previous: () => ({ content: bytes('a'), isSure: true }),
    current: { content, mode: 0o644, isReadOnly: false, isLarge: false },
    incoming: { content: bytes('a'), mode: 0o755, policy: 'merge' },
    isKept: false,
    isUnused: false,
    isRestored: false,
    fingerprint,
  });
  expect(change).toMatchObject({ kind: 'update', file: { content, mode: 0o755 } });
});

test('a file that need not be a program may be one', () => {
  const content = bytes('a');
  const change = decideFile({
    path: relPath('Dockerfile'),
    locked: { policy: 'merge', hashes: ['a'], seed: undefined },
    previous: () => ({ content, isSure: true }),
    current: { content, mode: 0o755, isReadOnly: false, isLarge: false },
    incoming: { content, mode: 0o644, policy: 'merge' },
    isKept: false,
    isUnused: false,
    isRestored: false,
    fingerprint,
  });
  expect(change.kind).toBe('same');
});

function decide(sides: Sides): Change {
  const {
    last,
    disk,
    next,
    policy = 'merge',
    isKept = false,
    isUnused = false,
    isRestored = false,
    isReadOnly = false,
    isLarge = false,
  } = sides;
  const file = (text: string) => ({ content: bytes(text), mode: 0o644 as const });
  return decideFile({
    path: relPath(sides.path ?? 'a/b'),
    locked: last === undefined ? undefined : { policy, hashes: [last], seed: sides.seeds?.[0] },
    previous: () => (last === undefined ? undefined : { content: bytes(last), isSure: true }),
    current: disk === undefined ? undefined : { ...file(disk), isReadOnly, isLarge },
    incoming:
      next === undefined
        ? undefined
        : { ...file(next), policy, ...(sides.seeds && { seed: sides.seeds[1] }) },
    isKept,
    isUnused,
    isRestored,
    fingerprint,
  });
}

function words(change: Change): string {
  if (change.kind === 'conflict') return `conflict ${change.code}${change.file ? ', marked' : ''}`;
  const adopted = 'isAdopted' in change ? 'adopted ' : '';
  return `${adopted}${change.kind}${'keepsCopy' in change && change.keepsCopy ? ' with a copy' : ''}`;
}

/** A lone surrogate in a test stands for bytes that are not text. */
function bytes(text: string): Uint8Array {
  return text === '\uDC00' ? Uint8Array.of(0xff, 0x00) : new TextEncoder().encode(text);
}
