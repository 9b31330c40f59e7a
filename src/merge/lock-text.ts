import type { Lock, LockedFile } from '../model/change-set.ts';
import { type FilePolicy, type RelPath, relPath } from '../model/file-tree.ts';

/** The lock as it is stored: one line a file, so that a review and a git merge can read it. */
export function printLock({ generator, files }: Lock): string {
  const lines = [...files].map(([path, { policy, sha256, executable }]) => {
    const entry = { policy, sha256, ...(executable && { executable }) };
    return `    ${JSON.stringify(path)}: ${JSON.stringify(entry)}`;
  });
  return `{\n  "version": 1,\n  "generator": ${JSON.stringify(generator)},\n  "files": {\n${lines.join(',\n')}\n  }\n}\n`;
}

/** Reads a stored lock, or says why it cannot be trusted. */
export function readLock(text: string): { readonly lock: Lock } | { readonly fault: string } {
  const value = parsed(text);
  if (!isRecord(value)) return { fault: 'it is not JSON' };
  if (value['version'] !== 1)
    return {
      fault: `its version is ${JSON.stringify(value['version'])}, and this generator reads version 1`,
    };
  if (!isRecord(value['files'])) return { fault: 'it lists no files' };
  const files = new Map<RelPath, LockedFile>();
  for (const [path, entry] of Object.entries(value['files'])) {
    const file = isSafe(path) && lockedFile(entry);
    if (!file) return { fault: `its entry for ${JSON.stringify(path)} is damaged` };
    files.set(relPath(path), file);
  }
  return { lock: { generator: String(value['generator']), files } };
}

function lockedFile(entry: unknown): LockedFile | undefined {
  if (!isRecord(entry) || !isPolicy(entry['policy'])) return undefined;
  const { sha256, executable } = entry;
  if (typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/.test(sha256)) return undefined;
  return { policy: entry['policy'], sha256, executable: executable === true };
}

function isPolicy(value: unknown): value is FilePolicy {
  return value === 'own' || value === 'merge' || value === 'seed';
}

/** A lock that someone edited must not lead a run out of the listing. */
function isSafe(path: string): boolean {
  try {
    return relPath(path) === path;
  } catch {
    return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
