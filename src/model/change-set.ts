import type { FilePolicy, RelPath, TreeFile } from './file-tree.ts';

/** What a run would do to one path, and why, in words a seller understands. */
export type Change =
  | {
      readonly kind: 'create' | 'update';
      readonly path: RelPath;
      readonly file: TreeFile;
      readonly because: string;
    }
  | { readonly kind: 'delete' | 'keep'; readonly path: RelPath; readonly because: string }
  | Conflict;

/** A path where a run cannot go on without losing somebody's text. */
export interface Conflict {
  readonly kind: 'conflict';
  readonly path: RelPath;
  readonly code: 'foreign-file' | 'both-changed';
  readonly because: string;
}

/** What we generated last time, as `.sagemaker-mkt/lock.json` records it. */
export interface Lock {
  readonly generator: string;
  readonly files: ReadonlyMap<RelPath, LockedFile>;
}

export interface LockedFile {
  readonly policy: FilePolicy;
  /** SHA-256 of the text that was rendered, in hex. */
  readonly sha256: string;
  readonly executable: boolean;
}

export interface ChangeSet {
  /** One per path, sorted by path. */
  readonly changes: readonly Change[];
  /** The lock to store once the changes are on disk. */
  readonly lock: Lock;
}

/** SHA-256 of a content, in hex; the core gets it as a value, as it gets everything from outside. */
export type Fingerprint = (content: Uint8Array) => string;
