import type { FilePolicy, RelPath, TreeFile } from './file-tree.ts';

/** What a run would do to one path, and why, in words a seller understands. */
export type Change = Write | Delete | Stay | Conflict;

interface ChangeBase {
  readonly path: RelPath;
  readonly because: string;
}

export interface Write extends ChangeBase {
  readonly kind: 'create' | 'update' | 'merge';
  readonly file: TreeFile;
  /** What is there now. */
  readonly before: TreeFile | undefined;
  /** Whether what is there now is first copied to where the seller finds it. */
  readonly keepsCopy: boolean;
}

export interface Delete extends ChangeBase {
  readonly kind: 'delete';
  readonly before: TreeFile;
}

/** `same` is what it should be; `keep` is not, and stays because it is the seller's. */
export interface Stay extends ChangeBase {
  readonly kind: 'same' | 'keep';
  /** Whether a run says so: something is still to be done about the file. */
  readonly isTold: boolean;
}

/** A path where only the seller can decide. */
export interface Conflict extends ChangeBase {
  readonly kind: 'conflict';
  readonly code: ConflictCode;
  readonly before: TreeFile;
  /** The text with marks that a run leaves there; undefined where it leaves the file alone. */
  readonly file: TreeFile | undefined;
}

/** `both-changed` and `marks-left` are matters of one file; the others keep the whole listing from being written. */
export type ConflictCode =
  | 'both-changed'
  | 'marks-left'
  | 'own-edited'
  | 'foreign-file'
  | 'not-text'
  | 'read-only';

/** Whether a run touches the file. */
export function isWrite(change: Change): boolean {
  return change.kind === 'delete' || ('file' in change && change.file !== undefined);
}

/** What we generated last time, as `.sagemaker-mkt/lock.json` records it. */
export interface Lock {
  /** The version that wrote it; empty where that is not known. */
  readonly generator: string;
  readonly files: ReadonlyMap<RelPath, LockedFile>;
}

export interface LockedFile {
  readonly policy: FilePolicy;
  /** SHA-256 of the text that was rendered, in hex; more than one where git has merged two runs. */
  readonly hashes: readonly string[];
  /** Of a seed, the template that it began as: another one means that the manifest asks for another program. */
  readonly seed: string | undefined;
}

export interface ChangeSet {
  /** One per path, sorted by path. */
  readonly changes: readonly Change[];
  /** The lock to store once the changes are on disk. */
  readonly lock: Lock;
  /** The texts that the next merge starts from, one for every `merge` file of the lock. */
  readonly texts: ReadonlyMap<RelPath, NextText>;
}

/** The text to store; undefined where the stored one stays. */
export type NextText = Uint8Array | undefined;

/** The last rendered texts of `merge` files, as they are stored: few are ever asked for, so each is read when it is. */
export interface StoredTexts {
  readonly paths: ReadonlySet<RelPath>;
  readonly read: (path: RelPath) => Uint8Array | undefined;
}

/** SHA-256 of a content, in hex; the core gets it as a value, as it gets everything from outside. */
export type Fingerprint = (content: Uint8Array) => string;
