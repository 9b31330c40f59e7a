import type {
  Change,
  ChangeSet,
  Fingerprint,
  Lock,
  LockedFile,
  NextText,
  StoredTexts,
} from '../model/change-set.ts';
import { type CurrentFile, type FileTree, isUnder, type RelPath } from '../model/file-tree.ts';
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
  /** Paths that the seller wants as they are generated, whatever is there. */
  readonly restore: readonly string[];
  /** The version that is at work, for the lock. */
  readonly generator: string;
  readonly fingerprint: Fingerprint;
}

/** Decides for every path what a run would do; total, and sorted by path. */
export function mergeTrees(inputs: MergeInputs): ChangeSet {
  const { current, incoming, fingerprint, stored } = inputs;
  const known = previousFiles(inputs.lock, stored, fingerprint);
  const paths = [...new Set([...incoming.keys(), ...known.keys()])].sort();
  const changes: Change[] = [];
  const files = new Map<RelPath, LockedFile>();
  const texts = new Map<RelPath, NextText>();
  for (const path of paths) {
    const locked = known.get(path);
    const sides: FileSides = {
      path,
      locked,
      previous: () => locked && previousText(stored.read(path), locked, fingerprint),
      current: current.get(path),
      incoming: incoming.get(path),
      isKept: isUnder(path, inputs.keep),
      isRestored: isUnder(path, inputs.restore),
      fingerprint,
    };
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
 * What the next merge starts from: what was rendered now, even where the seller's text stays on disk. The old record
 * stays for a file that was left alone, and for one that is no longer called for but holds the seller's work.
 */
function remembered(change: Change, sides: FileSides): LockedFile | undefined {
  const { locked, current, incoming, fingerprint } = sides;
  // The record of a path that the seller took over stays, in case the path is given back.
  if (sides.isKept) return locked;
  if (change.kind === 'conflict' && change.file === undefined) return locked;
  if (!incoming) return change.kind === 'keep' && current ? locked : undefined;
  // A seed is compared with what was written, once, and not with what would be written today.
  if (incoming.policy === 'seed' && change.kind === 'keep' && locked) return locked;
  return { policy: incoming.policy, hashes: [fingerprint(incoming.content)], seed: incoming.seed };
}

/** A stored text stays where it is the one that the new record names. */
function nextText(next: LockedFile, { path, locked, incoming }: FileSides, stored: StoredTexts): NextText {
  const isStored =
    stored.paths.has(path) && locked?.hashes.length === 1 && locked.hashes[0] === next.hashes[0];
  return isStored || next === locked ? undefined : incoming?.content;
}
