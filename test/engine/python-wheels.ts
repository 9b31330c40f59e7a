import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '../images/run-engine.ts';
import { root } from '../support/built.ts';
import { type Environment, pythonsFolder } from '../support/python.ts';
import { docker } from './engine.ts';

export const pythonImage = 'python:3.11-slim-bookworm';

/** A requirement file of `test/python/`, and the Python that its wheels are for. */
export interface Wheels {
  readonly of: Environment | 'xgboost-3.4' | 'xgboost-cu12';
  readonly python: string;
}

const usual: Wheels = { of: 'listing', python: '3.11' };

/**
 * The folder with the wheels of `test/python/<name>.txt` for a Python. It is filled once, and all builds take
 * them from there: pip asks no index then.
 */
export function wheelsOf({ of, python }: Wheels): string {
  const requirements = join(root, 'test/python', `${of}.txt`);
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 8);
  const folder = join(pythonsFolder, 'wheels', `${of}-${python}-${version}`);
  if (existsSync(folder)) return folder;
  mkdirSync(dirname(folder), { recursive: true });
  const filling = mkdtempSync(`${folder}.`);
  download(filling, python, ['--require-hashes', '--requirement', requirements]);
  if (of === 'pytorch' || of === 'transformers') download(filling, python, ['torch==2.13.0']);
  // Tests that run at the same time may both have found it missing.
  if (existsSync(folder)) rmSync(filling, { recursive: true });
  else renameSync(filling, folder);
  return folder;
}

/** pip takes the wheels of a C library that is not newer than that of the official image. */
function download(folder: string, python: string, what: readonly string[]): void {
  const platforms = ['manylinux_2_28', 'manylinux_2_27', 'manylinux_2_17', 'manylinux2014'];
  const target = platforms.flatMap((platform) => ['--platform', `${platform}_x86_64`]);
  const words = ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary', ':all:', '--dest', folder];
  run('python3', [...words, '--python-version', python, ...target, ...what]);
}

/** Copies wheels into a Python listing, and returns the environment that its build script then needs. */
export function bringWheels(listing: string, wheels = usual): Record<string, string> {
  if (!existsSync(join(listing, 'requirements.txt'))) return {};
  cpSync(wheelsOf(wheels), join(listing, 'wheels'), { recursive: true });
  return { PIP_NO_INDEX: '1', PIP_FIND_LINKS: '' };
}

/**
 * Adds a wheel of LightGBM whose library has a RUNPATH, so it does not find the libraries that come with
 * Python. Without the build's patch it would not load on a base without libgomp.
 */
export function bringStubbornWheel(listing: string, wheels?: Wheels): void {
  bringWheels(listing, wheels);
  const volume = ['--volume', `${join(listing, 'wheels')}:/wheels`];
  docker(['run', '--rm', ...volume, pythonImage, 'sh', '-euc', makeStubborn]);
}

/** pip prefers this wheel because of its build number. */
const makeStubborn = `apt-get update -qq
apt-get install -qq --no-install-recommends patchelf >/dev/null 2>&1
cd "$(mktemp -d)"
wheel=$(cd /wheels && ls lightgbm-*.whl)
python3 -m zipfile -e "/wheels/$wheel" package
cd package
patchelf --set-rpath '$ORIGIN/nowhere' lightgbm/lib/lib_lightgbm.so
python3 -m zipfile -c "/wheels/$(echo "$wheel" | sed s/-py3-/-1-py3-/)" *`;
