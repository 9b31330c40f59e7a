import { spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pythonOfWheels } from './make-python.ts';

/** A folder with a Python to put first on the PATH, or the reason why there is none. */
export type FoundPython =
  | { readonly programs: string; readonly missing?: never }
  | { readonly programs?: never; readonly missing: string };

const neverInDebian = ['lightgbm', 'tensorflow', 'keras'];

/** Every Python of this machine that has these modules. */
export function everyPythonWith(modules: readonly string[]): readonly string[] {
  return folders().filter((folder) => has(folder, modules));
}

/**
 * A Python that has these modules, in this order: from the folder in `TEST_PYTHON`, with the wheels, Debian's
 * own, or from the PATH. In CI a missing one is a failure if Debian has the packages.
 */
export function pythonWith(modules: readonly string[]): FoundPython {
  const programs = folders().find((folder) => has(folder, modules));
  if (programs) return { programs };
  const missing = `no Python here has ${modules.join(', ')}`;
  if (process.env['REQUIRE_TOOLS'] && !neverInDebian.some((name) => modules.includes(name)))
    throw new Error(`${missing}, and REQUIRE_TOOLS is set`);
  return { missing };
}

/** The title of a test that needs Python, with the reason if there is none. */
export function titled(words: string, { missing }: FoundPython): string {
  return missing ? `${words} (${missing})` : words;
}

function folders(): readonly string[] {
  const given = process.env['TEST_PYTHON'];
  const onPath = (process.env['PATH'] ?? '').split(delimiter);
  const all = [...(given ? [given] : []), join(pythonOfWheels, 'bin'), '/usr/bin', ...onPath];
  return [...new Set(all.filter(existsSync).map((folder) => realpathSync(folder)))];
}

/** Finds modules without loading them: loading would take seconds in every test file. */
const finds = 'import importlib.util as u, sys; sys.exit(not all(map(u.find_spec, sys.argv[1:])))';

function has(programs: string, modules: readonly string[]): boolean {
  const python = join(programs, 'python3');
  if (!existsSync(python)) return false;
  const { status } = spawnSync(python, ['-c', finds, ...modules], { stdio: 'ignore' });
  return status === 0;
}
