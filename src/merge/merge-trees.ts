import type {
  Change,
  ChangeSet,
  Fingerprint,
  Lock,
  LockedFile,
  NextText,
  StoredTexts,
} from '../model/change-set.ts';
import {
  type CurrentFile,
  type FileTree,
  isUnder,
  type RelPath,
  type RenderedFile,
} from '../model/file-tree.ts';
import { contentAfter, withCopies } from './copied-files.ts';
import { decideFile, type FileSides } from './decide-file.ts';
import { previousFiles, previousText } from './previous-files.ts';

export interface MergeInputs {
  /** What was generated last time; undefined for a listing that was never generated. */
  readonly lock: Lock | undefined;
  readonly stored: StoredTexts;
  /** What is on disk now, at least at every path of the lock and of the incoming tree. */
  readonly current: FileTree<CurrentFile>;
  readonly incoming: FileTree;
  /** Paths that the seller has taken over. */
  readonly keep: readonly string[];
  /** Paths that nothing uses, and where a file of the seller's would do nothing without a word. */
  readonly unused: readonly RelPath[];
  /** Paths that the seller wants as generated, instead of the files on disk. */
  readonly restore: readonly string[];
  /** The version of this generator, for the lock. */
  readonly generator: string;
  readonly fingerprint: Fingerprint;
}

/** Decides for every path what a run would do; the changes are sorted by path. */
export function mergeTrees(inputs: MergeInputs): ChangeSet {
  const { current, fingerprint, stored } = inputs;
  const known = previousFiles(inputs.lock, stored, fingerprint);
  const unused = inputs.unused.filter((path) => current.has(path));
  const sidesOf = (path: RelPath, file: RenderedFile | undefined): FileSides => {
    const locked = known.get(path);
    return {
      path,
      locked,
      previous: () => locked && previousText(stored.read(path), locked, fingerprint),
      current: current.get(path),
      incoming: file,
      isKept: isUnder(path, inputs.keep),
      isUnused: unused.includes(path),
      isRestored: isUnder(path, inputs.restore),
      fingerprint,
    };
  };
  const incoming = withCopies(inputs.incoming, (path) =>
    contentAfter(sidesOf(path, inputs.incoming.get(path))),
  );
  const paths = [...new Set([...incoming.keys(), ...known.keys(), ...unused])].sort();
  const changes: Change[] = [];
  const files = new Map<RelPath, LockedFile>();
  const texts = new Map<RelPath, NextText>();
  for (const path of paths) {
    const sides = sidesOf(path, incoming.get(path));
    const change = decideFile(sides);
    changes.push(change);
    const next = remembered(change, sides);
    if (!next) continue;
    files.set(path, next);
    if (next.policy === 'merge') texts.set(path, nextText(next, sides, stored));
  }
  return { changes, lock: { generator: inputs.generator, files }, texts };
}

/**
 * The base of the next merge: what was rendered now, even where the seller's text stays on disk. The old record stays
 * for a file that was not changed, and for a file that is no longer generated but has the seller's work.
 */
function remembered(change: Change, sides: FileSides): LockedFile | undefined {
  const { locked, current, incoming, fingerprint } = sides;
  // Nothing is generated for a path that the seller took over. If they give it back, it continues from the old record.
  if (sides.isKept) return locked;
  if (change.kind === 'conflict' && change.file === undefined) return locked;
  if (!incoming) return change.kind === 'keep' && current ? locked : undefined;
  // A seed is compared with the text that was written first, not with the text of today.
  if (incoming.policy === 'seed' && change.kind === 'keep' && locked) return locked;
  return { policy: incoming.policy, hashes: [fingerprint(incoming.content)], seed: incoming.seed };
}

/** A stored text stays where its hash is the one in the new record. */
function nextText(next: LockedFile, { path, locked, incoming }: FileSides, stored: StoredTexts): NextText {
  const isStored =
    stored.paths.has(path) && locked?.hashes.length === 1 && locked.hashes[0] === next.hashes[0];
  return isStored || next === locked ? undefined : incoming?.content;
}
