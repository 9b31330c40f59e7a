import { spawnSync } from 'node:child_process';
import { delimiter } from 'node:path';

const ask = 'import os, sys; print(os.path.dirname(sys.executable), end="")';

/** A manager of versions puts a script in Python's place, which takes longer to start than Python: tests start many. */
export function setup(): void {
  const path = process.env['PATH'] ?? '';
  const folder = spawnSync('python3', ['-c', ask], { encoding: 'utf8' }).stdout;
  if (folder && !path.split(delimiter).includes(folder)) process.env['PATH'] = [folder, path].join(delimiter);
}
