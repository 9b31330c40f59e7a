import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface FoundFile {
  /** Below the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

/** The regular files below a folder, sorted, without hidden ones; none where it is missing. Links are not followed. */
export function filesIn(folder: string): readonly FoundFile[] {
  return entriesIn(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: path.slice(folder.length + 1).replaceAll('\\', '/'),
      bytes: statSync(path, { throwIfNoEntry: false })?.size ?? 0,
    }))
    .filter(({ path }) => !path.split('/').some((part) => part.startsWith('.')))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function entriesIn(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true });
  } catch {
    return [];
  }
}
