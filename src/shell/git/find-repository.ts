import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The top of the git repository around a folder. `.git` is a file in a worktree and in a submodule, so its kind is not checked. */
export function findRepository(folder: string): string | undefined {
  if (existsSync(join(folder, '.git'))) return folder;
  const above = dirname(folder);
  return above === folder ? undefined : findRepository(above);
}
