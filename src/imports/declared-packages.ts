import type { Answer } from './judge-imports.ts';
import { modulesOf } from './python-packages.ts';
import { readRequirements } from './read-requirements.ts';

/** What decides, without a look at installed packages, whether the image has one. */
export interface DeclaredPackages {
  readonly requirements: string | undefined;
  readonly lock: string | undefined;
  /** Installs besides requirements.txt: by the base, or by lines that the seller added to the Dockerfile. */
  readonly hasOthers: boolean;
}

/** Only where the list of modules is known as a whole, one that is not in it is missing. */
export function declaredPython({
  requirements,
  lock,
  hasOthers,
}: DeclaredPackages): (module: string) => Answer {
  const names = packagesIn(lock ?? requirements);
  const modules = names && modulesOf(names.map((name) => name.replace(/\s*\[.*/, '')));
  return (module) => {
    if (modules?.has(module)) return 'there';
    return modules && !hasOthers ? 'missing' : 'unknown';
  };
}

/** Undefined where they are not known. */
export function packagesIn(text: string | undefined): readonly string[] | undefined {
  return text === undefined ? undefined : readRequirements(text);
}

/** Whether a Dockerfile installs packages in other ways than ours. */
export function installsOthers(dockerfile: string): boolean {
  const commands = dockerfile.replace(/^\s*#.*$/gm, '').replace(/\\\r?\n/g, ' ');
  return /\b(?:pip[\d.]*|conda|mamba|pipenv|poetry)\s+(?:install|add)\b|\buv\s+(?:pip|add|sync)\b|\b(?:npm|yarn|pnpm)\s+(?:i|install|ci|add)\b|\bpython3?-[a-z]/.test(
    commands,
  );
}
