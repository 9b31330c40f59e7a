import { cpSync, existsSync, globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../support/built.ts';
import { imagesMissing, tryDocker } from './engine.ts';

export const pythonImage = 'python:3.11-slim-bookworm';

/** Where wheels for Python 3.11 lie, on machines that reach no index. */
const folder = process.env['PYTHON_WHEELS'] ?? join(root, '../shared/wheels');

/** Why no Python listing can be built here, or nothing. What no index and no folder has cannot be installed either. */
export function pythonMissing(): string | undefined {
  const missing = imagesMissing();
  if (missing !== undefined || hasWheels()) return missing;
  const download = [
    'pip',
    'download',
    '--quiet',
    '--retries',
    '0',
    '--no-deps',
    '--dest',
    '/tmp',
    'threadpoolctl',
  ];
  const { status } = tryDocker(['run', '--rm', pythonImage, 'python3', '-m', ...download]);
  return status === 0 ? undefined : 'no folder of wheels, and no Python index answers';
}

/** Gives a listing of the Python family the wheels of this machine; returns what its build script has to be told then. */
export function bringWheels(listing: string): Record<string, string> {
  if (!existsSync(join(listing, 'requirements.txt')) || !hasWheels()) return {};
  cpSync(folder, join(listing, 'wheels'), { recursive: true });
  return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '' };
}

function hasWheels(): boolean {
  return globSync('*.whl', { cwd: folder }).length > 0;
}
