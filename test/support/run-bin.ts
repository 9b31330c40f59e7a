import { spawnSync } from 'node:child_process';
import { bin } from './built.ts';
import { nodeForAll, type ordinaryUser } from './ordinary-user.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as a separate process. */
export function runBin(
  words: readonly string[],
  cwd = '/',
  environment: Record<string, string> = {},
  user: typeof ordinaryUser | undefined = undefined,
): Ran {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(user ? nodeForAll() : process.execPath, [bin, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
    ...user,
  });
  return { code: status, out: stdout, err: stderr };
}
