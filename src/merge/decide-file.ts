import type { Change, Conflict, Fingerprint, LockedFile } from '../model/change-set.ts';
import type { RelPath, RenderedFile, TreeFile } from '../model/file-tree.ts';

export interface FileSides {
  readonly path: RelPath;
  /** What we rendered last time. */
  readonly locked: LockedFile | undefined;
  /** What is on disk. */
  readonly current: TreeFile | undefined;
  /** What we render now. */
  readonly incoming: RenderedFile | undefined;
  readonly isKept: boolean;
  readonly fingerprint: Fingerprint;
}

/**
 * One path: what the last run left, what is there now, what is wanted now.
 *
 * | last run | on disk   | wanted    | then                                                        |
 * | -------- | --------- | --------- | ----------------------------------------------------------- |
 * | –        | –         | yes       | create                                                      |
 * | –        | there     | yes       | keep if equal or a seed, else conflict: it is not ours      |
 * | yes      | –         | yes       | keep: what the seller deleted stays deleted                 |
 * | yes      | unedited  | yes       | update if the text differs                                  |
 * | yes      | edited    | unchanged | keep: the edit is the seller's                              |
 * | yes      | edited    | changed   | keep a seed, else conflict: both changed it                 |
 * | yes      | –         | –         | keep: nothing to do                                         |
 * | yes      | unedited  | –         | delete                                                      |
 * | yes      | edited    | –         | keep, and say that it is no longer called for               |
 */
export function decideFile(sides: FileSides): Change {
  const { path, locked, current, incoming } = sides;
  if (sides.isKept) return { kind: 'keep', path, because: 'taken over in `regenerate.keep`' };
  if (!incoming) return decideOrphan(sides);
  if (!current) {
    if (locked) return { kind: 'keep', path, because: 'you deleted it' };
    return { kind: 'create', path, file: incoming, because: 'new' };
  }
  if (incoming.policy === 'seed') return { kind: 'keep', path, because: 'yours since it was first written' };
  if (sameFile(current, incoming)) return { kind: 'keep', path, because: 'unchanged' };
  if (!locked) return conflict(path, 'foreign-file');
  if (sides.fingerprint(current.content) === locked.sha256)
    return { kind: 'update', path, file: incoming, because: 'the manifest or the generator changed' };
  if (sides.fingerprint(incoming.content) === locked.sha256)
    return { kind: 'keep', path, because: 'you edited it' };
  return conflict(path, 'both-changed');
}

const conflictReasons: Readonly<Record<Conflict['code'], string>> = {
  'foreign-file': 'this file was here before, and it was not generated',
  'both-changed': 'you edited this file, and what is generated for it changed too',
};

function conflict(path: RelPath, code: Conflict['code']): Conflict {
  return { kind: 'conflict', path, code, because: conflictReasons[code] };
}

function decideOrphan({ path, locked, current, fingerprint }: FileSides): Change {
  if (!current) return { kind: 'keep', path, because: 'gone, and no longer called for' };
  if (locked && fingerprint(current.content) === locked.sha256)
    return { kind: 'delete', path, because: 'the manifest no longer calls for it' };
  return { kind: 'keep', path, because: 'no longer called for, but it holds your work' };
}

function sameFile(a: TreeFile, b: TreeFile): boolean {
  return a.mode === b.mode && sameBytes(a.content, b.content);
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index += 1) if (a[index] !== b[index]) return false;
  return true;
}
