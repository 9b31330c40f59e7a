import type { Fingerprint, Lock, LockedFile, StoredTexts } from '../model/change-set.ts';
import type { RelPath } from '../model/file-tree.ts';
import { textOf, withoutWindowsEndings } from './merge-file.ts';

/** The record of every file of the last run. Of one that is missing in the lock, the base store is the only witness. */
export function recallFiles(
  lock: Lock | undefined,
  stored: StoredTexts,
  fingerprint: Fingerprint,
): ReadonlyMap<RelPath, LockedFile> {
  const files = new Map(lock?.files);
  for (const path of stored.paths) {
    const content = files.has(path) ? undefined : stored.read(path);
    if (!content) continue;
    const hashes = [fingerprint(withoutWindowsEndings(content))];
    files.set(path, { policy: 'merge', hashes, seed: undefined });
  }
  return files;
}

/**
 * The last generated text of a file, if the store has one that the lock names: a checkout may have turned its line
 * ends, and git may have left a conflict in it.
 */
export function recallBase(
  stored: Uint8Array | undefined,
  { hashes }: LockedFile,
  fingerprint: Fingerprint,
): Uint8Array | undefined {
  if (!stored) return undefined;
  const content = withoutWindowsEndings(stored);
  return [content, ...sidesOfConflict(content)].find((side) => hashes.includes(fingerprint(side)));
}

function sidesOfConflict(content: Uint8Array): Uint8Array[] {
  const text = textOf(content) ?? '';
  if (!/^<{7} /m.test(text)) return [];
  const block = /^<{7} .*\n([\s\S]*?)(?:^\|{7} .*\n[\s\S]*?)?^={7}\n([\s\S]*?)^>{7} .*\n/gm;
  return ['$1', '$2'].map((side) => new TextEncoder().encode(text.replace(block, side)));
}
