import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { pythonOfWheels } from './make-python.ts';

/** The folder of a Python's programs, to be first on the PATH; or why there is none here. */
export type FoundPython =
  | { readonly programs: string; readonly missing?: never }
  | { readonly programs?: never; readonly missing: string };

const neverInDebian = ['lightgbm', 'tensorflow', 'keras'];

/** Every Python of this machine that can import these modules. */
export function everyPythonWith(modules: readonly string[]): readonly string[] {
  return folders().filter((folder) => imports(folder, modules));
}

/**
 * A Python that can import these modules: the one whose folder `TEST_PYTHON` names, one with the wheels that were found,
 * Debian's own, or one on the PATH. In CI a missing one is a failure where Debian has the packages.
 */
export function pythonWith(modules: readonly string[]): FoundPython {
  const programs = folders().find((folder) => imports(folder, modules));
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
  return [...new Set([...(given ? [given] : []), join(pythonOfWheels, 'bin'), '/usr/bin', ...onPath])];
}

function imports(programs: string, modules: readonly string[]): boolean {
  const python = join(programs, 'python3');
  if (!existsSync(python)) return false;
  const { status } = spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' });
  return status === 0;
}
