import { spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './built.ts';

/** Where the wheels of the tests lie, if they do. */
export const wheels = resolve(root, process.env['PYTHON_WHEELS'] ?? '../shared/wheels');

/** The Python that has them, made once. */
export const pythonOfWheels = join(root, 'node_modules/.cache/python');

/** Before the first test: its files run at the same time, and must not find half of an environment. */
export function setup(): void {
  const files = existsSync(wheels) ? globSync('*.whl', { cwd: wheels }).sort() : [];
  const isThere = existsSync(join(pythonOfWheels, 'bin/python3'));
  if (files.length === 0 || isThere) return;
  const paths = files.map((file) => join(wheels, file));
  const isMade =
    succeeds('python3', ['-m', 'venv', pythonOfWheels]) &&
    succeeds(join(pythonOfWheels, 'bin/python3'), [
      ...['-m', 'pip', 'install', '--quiet', '--no-index', '--no-deps'],
      ...paths,
    ]);
  // The wheels are for one version of Python; with another one, the tests look elsewhere.
  if (!isMade) rmSync(pythonOfWheels, { recursive: true, force: true });
}

function succeeds(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
