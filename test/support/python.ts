import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pythonOfWheels } from './make-python.ts';

/** The folder of a Python's programs, to be first on the PATH; or why there is none here. */
export type FoundPython =
  | { readonly programs: string; readonly missing?: never }
  | { readonly programs?: never; readonly missing: string };

const neverInDebian = ['lightgbm', 'tensorflow', 'keras'];

/** Every Python of this machine that has these modules. */
export function everyPythonWith(modules: readonly string[]): readonly string[] {
  return folders().filter((folder) => has(folder, modules));
}

/**
 * A Python that has these modules: the one whose folder `TEST_PYTHON` names, one with the wheels that were found,
 * Debian's own, or one on the PATH. In CI a missing one is a failure where Debian has the packages.
 */
export function pythonWith(modules: readonly string[]): FoundPython {
  const programs = folders().find((folder) => has(folder, modules));
  if (programs) return { programs };
  const missing = `no Python here has ${modules.join(', ')}`;
  if (process.env['REQUIRE_TOOLS'] && !neverInDebian.some((name) => modules.includes(name)))
    throw new Error(`${missing}, and REQUIRE_TOOLS is set`);
  return { missing };
}

/** The title of a test that needs a Python: where there is none, it says so. */
export function titled(words: string, { missing }: FoundPython): string {
  return missing ? `${words} (${missing})` : words;
}

function folders(): readonly string[] {
  const given = process.env['TEST_PYTHON'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const all = [...(given ? [given] : []), join(pythonOfWheels, 'bin'), '/usr/bin', ...onPath];
  return [...new Set(all.filter(existsSync).map((folder) => realpathSync(folder)))];
}

/** To load them would take seconds, for every file that asks. */
const finds = 'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))';

function has(programs: string, modules: readonly string[]): boolean {
  const python = join(programs, 'python3');
  if (!existsSync(python)) return false;
  const { status } = spawnSync(python, ['-c', finds, ...modules], { stdio: 'ignore' });
  return status === 0;
}
