import type { Lock, LockedFile } from '../model/change-set.ts';
import { type FilePolicy, isUnder, type RelPath, relPath } from '../model/file-tree.ts';
import { isRecord } from '../text/is-record.ts';

/** The text of the lock: one line per file, so that reviews and git merges stay simple. */
export function printLock({ generator, files }: Lock): string {
  const lines = [...files].map(([path, { policy, hashes, seed }]) => {
    const entry = { policy, sha256: hashes[0], ...(seed && { seed }) };
    return `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`;
  });
  return `{\n  "version": 1,\n  "generator": ${JSON.stringify(generator)},\n  "files": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/** The readable part of a stored lock. */
export interface ReadLock {
  readonly lock: Lock;
  /** What is wrong with the lock, as the end of a sentence. */
  readonly fault?: string;
  /** The version of a later generator that wrote the lock: this generator would downgrade the listing. */
  readonly newer?: string;
}

/**
 * Reads as much of a lock as possible. When git could not merge it, or it was cut short, its complete lines are still
 * used. Where two sides of a git conflict have different hashes of a file, both are kept: both texts were generated.
 */
export function readLock(text: string, generator: string): ReadLock {
  const { head, entries, fault } = parts(text);
  const files = new Map<RelPath, LockedFile>();
  const damaged: string[] = [];
  for (const [path, entry] of entries) {
    const file = lockedFile(entry);
    if (!file || !isSafe(path)) damaged.push(path);
    else files.set(relPath(path), united(files.get(relPath(path)), file));
  }
  const lock = { generator: head['generator'] ?? '', files };
  if (Number(head['version'] ?? 1) > 1 || isNewer(lock.generator, generator))
    return { lock, newer: lock.generator || 'a later version' };
  const wrong =
    fault ?? (damaged.length > 0 ? `its entry for ${JSON.stringify(damaged[0])} is damaged` : undefined);
  return wrong === undefined ? { lock } : { lock, fault: wrong };
}

interface Parts {
  readonly head: Readonly<Record<string, string>>;
  readonly entries: readonly (readonly [string, unknown])[];
  readonly fault?: string;
}

function parts(text: string): Parts {
  const value = parsed(text);
  if (!isRecord(value)) return partsOfLines(text);
  const { files, ...head } = value;
  const texts = Object.fromEntries(Object.entries(head).map(([name, member]) => [name, String(member)]));
  if (!isRecord(files)) return { head: texts, entries: [], fault: 'it lists no files' };
  return { head: texts, entries: Object.entries(files) };
}

/** Reads a text that is not JSON any more: every complete line is one member. */
function partsOfLines(text: string): Parts {
  const members = text.split('\n').flatMap((line): (readonly [string, unknown])[] => {
    const member = parsed(`{${line.trim().replace(/,$/, '')}}`);
    return isRecord(member) ? Object.entries(member) : [];
  });
  const valuesOf = (name: string) =>
    new Set(members.flatMap(([key, value]) => (key === name ? [String(value)] : [])));
  const names = ['version', 'generator'].filter((name) => valuesOf(name).size === 1);
  return {
    head: Object.fromEntries(names.map((name) => [name, [...valuesOf(name)].join('')])),
    entries: members.filter(([, value]) => isRecord(value) && 'policy' in value),
    fault: /^<{7} /m.test(text) ? 'git left a conflict in it' : 'it is cut short, or not JSON',
  };
}

function lockedFile(entry: unknown): LockedFile | undefined {
  if (!isRecord(entry)) return undefined;
  const { policy, sha256, seed } = entry;
  if (!isPolicy(policy) || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { policy, hashes: [sha256], seed: typeof seed === 'string' ? seed : undefined };
}

function united(before: LockedFile | undefined, file: LockedFile): LockedFile {
  return before ? { ...file, hashes: [...new Set([...before.hashes, ...file.hashes])] } : file;
}

/** An edited lock must not make a run write outside the listing, or remove what no listing has. */
function isSafe(path: string): boolean {
  try {
    return relPath(path) === path && !isUnder(path.toLowerCase(), ['.git', '.sagemaker-mkt']);
  } catch {
    return false;
  }
}

/** Compares only the three numbers: a pre-release counts as its release. */
function isNewer(written: string, ours: string): boolean {
  const numbers = (version: string) => (/^(\d+)\.(\d+)\.(\d+)/.exec(version) ?? []).slice(1).map(Number);
  const [a, b] = [numbers(written), numbers(ours)];
  const index = a.findIndex((number, position) => number !== b[position]);
  return index >= 0 && (a[index] ?? 0) > (b[index] ?? 0);
}

function isPolicy(value: unknown): value is FilePolicy {
  return value === 'own' || value === 'merge' || value === 'seed';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
