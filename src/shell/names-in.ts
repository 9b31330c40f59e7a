import { readdirSync } from 'node:fs';

/** What a folder holds; nothing where it is missing, or is no folder. */
export function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
