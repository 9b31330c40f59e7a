import { cpSync, existsSync, globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { wheels } from '../support/make-python.ts';
import { docker, imagesMissing, tryDocker } from './engine.ts';

export const pythonImage = 'python:3.11-slim-bookworm';

/**
 * The reason why no Python listing can be built here, or nothing. Packages must come from an index or from a
 * folder.
 */
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

/**
 * Copies the wheels of this machine into a Python listing, and returns the environment that its build script
 * then needs.
 */
export function bringWheels(listing: string): Record<string, string> {
  if (!existsSync(join(listing, 'requirements.txt')) || !hasWheels()) return {};
  cpSync(wheels, join(listing, 'wheels'), { recursive: true });
  return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '' };
}

function hasWheels(): boolean {
  return globSync('*.whl', { cwd: wheels }).length > 0;
}

/**
 * Adds a wheel of LightGBM whose library has a RUNPATH, so it does not find the libraries that come with
 * Python. Without the build's patch it would not load on a base without libgomp.
 */
export function bringStubbornWheel(listing: string): void {
  const wheels = join(listing, 'wheels');
  bringWheels(listing);
  mkdirSync(wheels, { recursive: true });
  const volume = ['--volume', `${wheels}:/wheels`];
  const script = makeStubborn.replace('PLACE', hasWheels() ? '--no-index --find-links /wheels' : '');
  docker(['run', '--rm', ...volume, pythonImage, 'sh', '-euc', script]);
}

/** pip prefers this wheel because of its build number. */
const makeStubborn = `apt-get update -qq
apt-get install -qq --no-install-recommends patchelf >/dev/null 2>&1
cd "$(mktemp -d)"
python3 -m pip download --quiet --no-deps PLACE lightgbm==4.7.0
wheel=$(ls | grep whl$)
python3 -m zipfile -e "$wheel" package
cd package
patchelf --set-rpath '$ORIGIN/nowhere' lightgbm/lib/lib_lightgbm.so
python3 -m zipfile -c "/wheels/$(echo "$wheel" | sed s/-py3-/-1-py3-/)" *`;
