import {
  type Change,
  type Conflict,
  type ConflictCode,
  type Fingerprint,
  isWrite,
  type LockedFile,
  type Stay,
  type Write,
} from '../model/change-set.ts';
import type { CurrentFile, RelPath, RenderedFile, TreeFile } from '../model/file-tree.ts';
import { textOf } from '../text/text-of.ts';
import { adoptFile } from './adopt-file.ts';
import { hasMarks } from './conflict-marks.ts';
import { mergeFile, type PreviousText, withEndingsOf, withoutWindowsEndings } from './merge-file.ts';

export interface FileSides {
  readonly path: RelPath;
  /** The record of what we rendered last time; for `merge` files `base` reads its text, which is rarely needed. */
  readonly locked: LockedFile | undefined;
  readonly previous: () => PreviousText | undefined;
  /** What is on disk. */
  readonly current: CurrentFile | undefined;
  /** What we render now. */
  readonly incoming: RenderedFile | undefined;
  /** The seller has taken the path over. */
  readonly isKept: boolean;
  /** The listing would run without the file, and the seller must know if it has their work. */
  readonly isUnused: boolean;
  /** The seller wants our text instead of the file on disk. */
  readonly isRestored: boolean;
  readonly fingerprint: Fingerprint;
}

/**
 * Decides what happens to one path, from the last run, the disk and what is generated now.
 *
 * | last run | on disk   | wanted    | then                                                             |
 * | -------- | --------- | --------- | ---------------------------------------------------------------- |
 * | –        | –         | yes       | create                                                           |
 * | –        | there     | yes       | `seed`: keep; others: adopt it, if the seller says so            |
 * | yes      | –         | yes       | keep: what the seller deleted stays deleted; `own`: create       |
 * | yes      | unedited  | yes       | update if the text differs; a seed only if it is for another use |
 * | yes      | edited    | unchanged | keep the edit; of an `own` file, conflict                        |
 * | yes      | edited    | changed   | `merge`: merge; `seed`: keep; `own`: conflict                    |
 * | a draft  | edited    | no draft  | as above; where both changed one part, ours, and yours set aside |
 * | yes      | –         | –         | nothing to do                                                    |
 * | yes      | unedited  | –         | delete                                                           |
 * | yes      | edited    | –         | keep, and report that it is no longer generated                  |
 * | –, yes   | edited    | unused    | conflict: the work of the seller would do nothing                |
 */
export function decideFile(sides: FileSides): Change {
  const change = decide(sides);
  if (isWrite(change) && sides.current?.isReadOnly) return conflict(sides.path, 'read-only', sides.current);
  return change;
}

function decide(sides: FileSides): Change {
  const { path, locked, current, incoming } = sides;
  if (sides.isUnused && current && !isUnedited(sides, current))
    return conflict(path, 'unused-handler', current);
  if (sides.isKept) return keep(path, 'taken over in `regenerate.keep`');
  if (!incoming) return decideOrphan(sides);
  if (!current) {
    const isOurs = incoming.policy === 'own';
    if (locked && !sides.isRestored && !isOurs) return keep(path, 'you deleted it');
    const because = locked ? (isOurs ? 'it was gone' : 'you asked for it again') : 'new';
    return { kind: 'create', path, file: incoming, before: undefined, keepsCopy: false, because };
  }
  return decideChange(sides, current, incoming);
}

function decideOrphan(sides: FileSides): Change {
  const { path, locked, current } = sides;
  if (!current || !locked) return same(path, 'gone, and no longer called for');
  if (isUnedited(sides, current))
    return { kind: 'delete', path, before: current, because: 'the manifest no longer calls for it' };
  return { ...keep(path, 'the manifest no longer calls for it, but it holds your work'), isTold: true };
}

function decideChange(sides: FileSides, current: CurrentFile, incoming: RenderedFile): Change {
  const { path, locked } = sides;
  if (current.isLarge)
    return incoming.policy === 'seed' ? keep(path, yours) : conflict(path, 'not-text', current);
  const wanted = withCurrentEndings(current, incoming);
  const isEqual = isSameBytes(current.content, wanted.content);
  // A file that does not have to be executable may be executable.
  if (isEqual && (current.mode === wanted.mode || wanted.mode === 0o644)) return same(path, 'unchanged');
  if (sides.isRestored)
    return { ...update(path, current, wanted, 'you asked for the generated text'), keepsCopy: true };
  if (wanted.policy === 'seed') return decideSeed(sides, current, wanted);
  if (isEqual) return update(path, current, wanted, 'it must be a program that can be run');
  if (isUnedited(sides, current))
    return update(path, current, wanted, 'the manifest or the generator changed');
  if (!locked) return decideAdoption(path, current, wanted);
  if (wanted.policy === 'own') return conflict(path, 'own-edited', current);
  return decideMerge(sides, current, incoming);
}

/**
 * Keeps the Windows line ends of the file on disk, but not for a script, which does not start with them, and not for a copy, which has
 * those of its file.
 */
function withCurrentEndings(current: TreeFile, incoming: RenderedFile): RenderedFile {
  if (incoming.mode === 0o755 || incoming.copyOf) return incoming;
  return { ...incoming, content: withEndingsOf(current.content, incoming.content) };
}

const yours = 'yours since it was first written';

/**
 * A seed belongs to the seller once it is written. It is replaced only if it is unedited, and the framework changed, or
 * the fields of a sample.
 */
function decideSeed(sides: FileSides, current: TreeFile, wanted: RenderedFile): Change {
  const { path, locked } = sides;
  if (!locked?.seed || !wanted.seed || locked.seed === wanted.seed) return keep(path, yours);
  const isSample = wanted.seed.startsWith('samples/');
  const asked = isSample ? 'other fields' : 'another framework';
  if (isUnedited(sides, current))
    return update(path, current, wanted, `the manifest asks for ${asked}, and you never edited it`);
  // The rehearsal tells whether a sample of the seller still fits.
  if (isSample) return keep(path, yours);
  return { ...keep(path, 'yours, though the manifest now asks for another framework'), isTold: true };
}

/** A file that no run made: what goes together with ours does, and any other is set aside. */
function decideAdoption(path: RelPath, current: TreeFile, wanted: RenderedFile): Change {
  const adopted = wanted.policy === 'own' ? undefined : adoptFile(path, current.content, wanted.content);
  if (!adopted) {
    const because = 'yours, which was not generated, is set aside';
    return { ...update(path, current, wanted, because), keepsCopy: true, isAdopted: true };
  }
  const { content, because, kept, isMarked } = adopted;
  if (isSameBytes(content, current.content)) return { ...keep(path, 'it has all that is needed'), kept };
  const file = { content, mode: wanted.mode };
  if (isMarked) return { ...conflict(path, 'both-changed', current), because, file, isAdopted: true };
  return { ...update(path, current, file, because), kind: 'merge', isAdopted: true, kept };
}

function decideMerge(
  { path, locked, previous, fingerprint }: FileSides,
  current: TreeFile,
  incoming: RenderedFile,
): Change {
  const { content, mode } = incoming;
  if (hasMarks(textOf(current.content) ?? '')) return conflict(path, 'marks-left', current);
  const isNews = !locked?.hashes.includes(fingerprint(content));
  if (!isNews && (current.mode === mode || mode === 0o644)) return keep(path, 'you edited it');
  if (!isNews) return update(path, current, { ...current, mode }, 'it must be a program that can be run');
  // A script with Windows line ends does not start.
  const text = mode === 0o755 ? withoutWindowsEndings(current.content) : current.content;
  const last = previous();
  const merged = mergeFile({ path, previous: last, current: text, incoming: content });
  if (merged.kind === 'unreadable') return conflict(path, merged.why, current);
  const file = { content: merged.content, mode };
  if (merged.kind === 'conflict' && isCompleted(last, content))
    return {
      ...update(path, current, withCurrentEndings(current, incoming), completedDraft),
      keepsCopy: true,
    };
  if (merged.kind === 'conflict') return { ...conflict(path, 'both-changed', current), file };
  const { kept } = merged;
  if (mode === current.mode && isSameBytes(file.content, current.content))
    return { ...keep(path, 'you edited it'), kept };
  const because = 'you and the generator changed different parts';
  return { ...update(path, current, file, because), kind: 'merge', kept };
}

const completedDraft =
  'it was a draft for your words, which belong into the manifest now; yours is set aside in .sagemaker-mkt/kept';

/** Whether a text had blanks for the words of the seller, and is now made from the manifest alone. */
function isCompleted(last: PreviousText | undefined, next: Uint8Array): boolean {
  const hasBlanks = (content: Uint8Array | undefined) =>
    /<say [^>]+>/.test((content && textOf(content)) ?? '');
  return hasBlanks(last?.content) && !hasBlanks(next);
}

function update(path: RelPath, before: TreeFile, file: TreeFile, because: string): Write {
  return { kind: 'update', path, file, before, keepsCopy: false, because };
}

function keep(path: RelPath, because: string): Stay {
  return { kind: 'keep', path, because, isTold: false };
}

function same(path: RelPath, because: string): Stay {
  return { kind: 'same', path, because, isTold: false };
}

const conflictReasons: Readonly<Record<ConflictCode, string>> = {
  'both-changed': 'you and the generator changed the same part of this file',
  'marks-left': 'this file still has the marks of a conflict in it',
  'own-edited': 'this file is the generator’s, and it was edited',
  'not-members': 'this file cannot be read, so what is generated cannot be merged into it',
  'not-text': 'this file is not text, or it is too large, so the generated text cannot be merged into it',
  'read-only': 'this file must change, and it is read-only',
  'unused-handler':
    'this handler is yours, and nothing runs it: the manifest says that the handler is another file',
};

function conflict(path: RelPath, code: ConflictCode, before: TreeFile): Conflict {
  return { kind: 'conflict', path, code, because: conflictReasons[code], before, file: undefined };
}

function isUnedited({ locked, fingerprint }: FileSides, { content }: TreeFile): boolean {
  const plain = withoutWindowsEndings(content);
  const isOurs = (bytes: Uint8Array) => locked?.hashes.includes(fingerprint(bytes)) ?? false;
  // A copy of a file with Windows line ends has them too.
  return isOurs(plain) || (plain !== content && isOurs(content));
}

function isSameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
