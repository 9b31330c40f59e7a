import type { Json } from './file-plan.ts';
import type { FilePolicy, RelPath, TreeFile } from './file-tree.ts';

/** What a run would do to one path, with a reason for sellers. */
export type Change = Write | Delete | Stay | Conflict;

interface ChangeBase {
  readonly path: RelPath;
  readonly because: string;
  /** Members of JSON or YAML where both sides say something else. */
  readonly kept?: readonly KeptMember[];
  /** The file on disk is not of any run, so that it is changed only if the seller says so. */
  readonly isAdopted?: true;
}

/** A member that the seller has, and the generator has too, with another value. */
export interface KeptMember {
  readonly path: readonly string[];
  /** One-based, in the text that the file gets. */
  readonly line: number;
  /** Undefined where the seller has deleted it. */
  readonly yours: Json | undefined;
  /** Undefined where it is no longer generated. */
  readonly generated: Json | undefined;
  /** The listing cannot do without the generated value, so that it replaces the seller's. */
  readonly isReplaced: boolean;
}

export interface Write extends ChangeBase {
  readonly kind: 'create' | 'update' | 'merge';
  readonly file: TreeFile;
  /** The file on disk. */
  readonly before: TreeFile | undefined;
  /** Whether the file on disk is first saved for the seller. */
  readonly keepsCopy: boolean;
}

export interface Delete extends ChangeBase {
  readonly kind: 'delete';
  readonly before: TreeFile;
}

/** `same`: as generated. `keep`: different, but left alone because it is the seller's. */
export interface Stay extends ChangeBase {
  readonly kind: 'same' | 'keep';
  /** Whether it is printed, because the seller still has to act. */
  readonly isTold: boolean;
}

/** A path where only the seller can decide. */
export interface Conflict extends ChangeBase {
  readonly kind: 'conflict';
  readonly code: ConflictCode;
  readonly before: TreeFile;
  /** The text with conflict marks to write; undefined where the file is left alone. */
  readonly file: TreeFile | undefined;
}

/** The first three affect one file; the others keep the whole listing from being written. */
export type ConflictCode =
  | 'both-changed'
  | 'marks-left'
  | 'not-members'
  | 'own-edited'
  | 'not-text'
  | 'read-only'
  | 'unused-handler';

/** Whether the change writes or deletes the file. */
export function isWrite(change: Change): boolean {
  return change.kind === 'delete' || ('file' in change && change.file !== undefined);
}

/** The record of the last run, in `.sagemaker-mkt/lock.json`. */
export interface Lock {
  /** The version that wrote it; empty where it is not known. */
  readonly generator: string;
  readonly files: ReadonlyMap<RelPath, LockedFile>;
}

export interface LockedFile {
  readonly policy: FilePolicy;
  /** SHA-256 of the rendered text in hex; several where git has merged two runs. */
  readonly hashes: readonly string[];
  /** The template of a seed. Where it differs, the manifest asks for another program or sample. */
  readonly seed: string | undefined;
}

export interface ChangeSet {
  /** One per path, sorted by path. */
  readonly changes: readonly Change[];
  /** The lock to store once the changes are on disk. */
  readonly lock: Lock;
  /** The rendered texts to store for the next merge, one for each `merge` file of the lock. */
  readonly texts: ReadonlyMap<RelPath, NextText>;
}

/** The text to store; undefined where the stored one stays. */
export type NextText = Uint8Array | undefined;

/** The last rendered texts of `merge` files. Each is read on demand, because few are needed. */
export interface StoredTexts {
  readonly paths: ReadonlySet<RelPath>;
  readonly read: (path: RelPath) => Uint8Array | undefined;
}

/** SHA-256 of a content in hex. */
export type Fingerprint = (content: Uint8Array) => string;
