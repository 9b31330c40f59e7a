import { spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { root } from './built.ts';

/** The folder for the wheels of the tests. It may not exist. */
export const wheels = resolve(root, process.env['PYTHON_WHEELS'] ?? '../shared/wheels');

/** The Python with these wheels, created once. */
export const pythonOfWheels = join(root, 'node_modules/.cache/python');

/** Runs before the first test: test files run in parallel and must not find an incomplete environment. */
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
  // The wheels are for one Python version. With another version, the tests use other Pythons.
  if (!isMade) rmSync(pythonOfWheels, { recursive: true, force: true });
}

function succeeds(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
