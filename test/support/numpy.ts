import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pythonOf } from './python.ts';

const script = fileURLToPath(new URL('numpy_arrays.py', import.meta.url));
const { programs, missing } = pythonOf('listing');

/** The reason why NumPy is not available, as the end of a title; empty if it is. */
export const withoutNumpy = missing ? ` (${missing})` : '';

/** Runs `numpy_arrays.py` and returns its output lines. */
export function askNumpy(task: 'write' | 'read', input = ''): unknown[] {
  if (!programs) throw new Error(withoutNumpy);
  const { status, stdout, stderr } = spawnSync(join(programs, 'python3'), [script, task], {
    input,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}
