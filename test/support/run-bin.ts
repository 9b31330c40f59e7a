import { spawnSync } from 'node:child_process';
import { bin } from './built.ts';

export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** The built command, in a folder and without colour unless the environment asks for it. */
export function runBin(words: readonly string[], cwd: string, environment: Record<string, string> = {}): Ran {
  const { FORCE_COLOR: _force, NO_COLOR: _no, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...words], {
    cwd,
    encoding: 'utf8',
    env: { ...inherited, ...environment },
  });
  return { code: status, out: stdout, err: stderr };
}
