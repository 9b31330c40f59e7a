import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

const ask = 'import os, sys; print(os.path.dirname(sys.executable), end="")';

/**
 * Version managers replace Python by a script that starts more slowly. Tests start Python often, so they use
 * the real one.
 */
export function setup(): void {
  const path = process.env['PATH'] ?? '';
  const folder = spawnSync('python3', ['-c', ask], { encoding: 'utf8' }).stdout;
  if (folder && !path.split(delimiter).includes(folder)) process.env['PATH'] = [folder, path].join(delimiter);
}
