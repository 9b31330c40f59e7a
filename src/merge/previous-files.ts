import type { Fingerprint, Lock, LockedFile, StoredTexts } from '../model/change-set.ts';
import type { RelPath } from '../model/file-tree.ts';
import { textOf } from '../text/text-of.ts';
import { type PreviousText, withoutWindowsEndings } from './merge-file.ts';

/** The record of every file of the last run. A file that the lock lacks gets its record from the stored base text. */
export function previousFiles(
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
 * The last generated text of a file. It is sure if its hash is in the lock: a checkout may have changed its line ends,
 * and git may have left a conflict in it. Any other text, such as one that git merged, is only a good guess.
 */
export function previousText(
  stored: Uint8Array | undefined,
  { hashes }: LockedFile,
  fingerprint: Fingerprint,
): PreviousText | undefined {
  if (!stored) return undefined;
  const content = withoutWindowsEndings(stored);
  const sides = [...sidesOfConflict(content), content];
  const named = sides.find((side) => hashes.includes(fingerprint(side)));
  return { content: named ?? sides[0] ?? content, isSure: named !== undefined };
}

function sidesOfConflict(content: Uint8Array): Uint8Array[] {
  const text = textOf(content) ?? '';
  if (!/^<{7} /m.test(text)) return [];
  const block = /^<{7} .*\n([\s\S]*?)(?:^\|{7} .*\n[\s\S]*?)?^={7}\n([\s\S]*?)^>{7} .*\n/gm;
  return ['$1', '$2'].map((side) => new TextEncoder().encode(text.replace(block, side)));
}
