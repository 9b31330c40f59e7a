import type { Change, ChangeSet, Fingerprint, Lock, LockedFile } from '../model/change-set.ts';
import type { FileMode, FileTree, RelPath, RenderedFile, TreeFile } from '../model/file-tree.ts';
import { decideFile } from './decide-file.ts';

export interface MergeInputs {
  /** What was generated last time; undefined for a listing that was never generated. */
  readonly lock: Lock | undefined;
  /** What is on disk now, at least at every path of the lock and of the incoming tree. */
  readonly current: FileTree<TreeFile>;
  readonly incoming: FileTree;
  /** Paths that the seller has taken over. */
  readonly keep: readonly string[];
  /** The version that is at work, for the lock. */
  readonly generator: string;
  readonly fingerprint: Fingerprint;
}

/** Decides for every path what a run would do; total, and sorted by path. */
export function mergeTrees(inputs: MergeInputs): ChangeSet {
  const { lock, current, incoming, keep, fingerprint } = inputs;
  const paths = [...new Set([...incoming.keys(), ...(lock?.files.keys() ?? [])])].sort();
  const changes: Change[] = [];
  const locked = new Map<RelPath, LockedFile>();
  for (const path of paths) {
    const before = lock?.files.get(path);
    const file = incoming.get(path);
    const change = decideFile({
      path,
      locked: before,
      current: current.get(path),
      incoming: file,
      isKept: isKept(path, keep),
      fingerprint,
    });
    changes.push(change);
    const after = lockEntry(change, before, file, fingerprint);
    if (after) locked.set(path, after);
  }
  return { changes, lock: { generator: inputs.generator, files: locked } };
}

/** A kept path names a file, or a folder with everything in it. */
function isKept(path: RelPath, keep: readonly string[]): boolean {
  return keep.some((kept) => path === kept || path.startsWith(kept.endsWith('/') ? kept : `${kept}/`));
}

/** The lock remembers what was rendered, even where the seller's text stays on disk: the next merge starts from it. */
function lockEntry(
  change: Change,
  before: LockedFile | undefined,
  file: RenderedFile | undefined,
  fingerprint: Fingerprint,
): LockedFile | undefined {
  if (change.kind === 'conflict') return before;
  if (!file) return undefined;
  return { policy: file.policy, sha256: fingerprint(file.content), executable: isExecutable(file.mode) };
}

function isExecutable(mode: FileMode): boolean {
  return mode === 0o755;
}
