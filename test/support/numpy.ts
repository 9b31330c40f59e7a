import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { missingTool } from './required-tool.ts';

interface Python {
  readonly command: string;
  /** Where NumPy is, if Python does not know it. */
  readonly path?: string;
}

const script = fileURLToPath(new URL('numpy_arrays.py', import.meta.url));
const imports = ['-c', 'import numpy'];
const first = process.env['PYTHON'] ?? 'python3';
// Debian's own Python has Debian's NumPy, wherever another Python comes first on the PATH.
const known = [first, '/usr/bin/python3'].find((command) => succeeds(command, imports));
const python: Python | undefined = known ? { command: known } : fromWheels(first);

/** Why NumPy cannot be asked here, as the end of a title, or nothing when it can. `PIP_FIND_LINKS` may name its wheels. */
export const withoutNumpy = python ? '' : ` (${missingTool(first, imports)})`;

/** Runs `numpy_arrays.py` and returns the lines that it prints. */
export function askNumpy(task: 'write' | 'read', input = ''): unknown[] {
  if (!python) throw new Error(withoutNumpy);
  const env = { ...process.env, ...(python.path && { PYTHONPATH: python.path }) };
  const { status, stdout, stderr } = spawnSync(python.command, [script, task], {
    input,
    env,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

function fromWheels(command: string): Python | undefined {
  if (!process.env['PIP_FIND_LINKS']) return undefined;
  const path = mkdtempSync(join(tmpdir(), 'numpy-'));
  process.once('exit', () => rmSync(path, { recursive: true, force: true }));
  const install = ['-m', 'pip', 'install', '--quiet', '--no-index', '--target', path, 'numpy'];
  return succeeds(command, install) ? { command, path } : undefined;
}

function succeeds(command: string, words: readonly string[]): boolean {
  return spawnSync(command, words, { stdio: 'ignore' }).status === 0;
}
