import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from './temporary-folder.ts';

export interface GitRepository {
  readonly folder: string;
  readonly git: (...words: string[]) => string;
  readonly write: (path: string, text?: string) => void;
  /** Commits everything. */
  readonly commit: () => void;
}

/** A real repository with a branch `main`, without the git settings of this machine. */
export function gitRepository(files: Readonly<Record<string, string>> = {}): GitRepository {
  return repositoryIn(join(temporaryFolder(), 'a repository'), files);
}

export function repositoryIn(folder: string, files: Readonly<Record<string, string>> = {}): GitRepository {
  mkdirSync(folder, { recursive: true });
  const git = (...words: string[]) =>
    execFileSync('git', words, { cwd: folder, encoding: 'utf8', env: { ...process.env, ...gitSettings } });
  const write = (path: string, text = `${path}\n`) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  const commit = () => {
    git('add', '--all');
    git('-c', 'maintenance.auto=false', 'commit', '--quiet', '--allow-empty', '--message', 'change');
  };
  git('init', '--quiet', '--template=', '--initial-branch', 'main');
  for (const [path, text] of Object.entries(files)) write(path, text);
  commit();
  return { folder, git, write, commit };
}

export const gitSettings = {
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_CONFIG_SYSTEM: '/dev/null',
  GIT_AUTHOR_NAME: 'A',
  GIT_AUTHOR_EMAIL: 'a@example.com',
  GIT_COMMITTER_NAME: 'A',
  GIT_COMMITTER_EMAIL: 'a@example.com',
} as const;
