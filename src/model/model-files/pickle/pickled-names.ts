import { packageFor } from '../../../imports/python-packages.ts';
import { isStandard } from '../../../imports/python-standard-library.ts';

export interface SortedNames {
  /** The packages of the index that have them, without those that every such model has. */
  readonly packages: readonly string[];
  /** Those of the script that saved the model, of the seller's modules, or of packages that are not known here. */
  readonly own: readonly string[];
  /** Those that run a program or any code. */
  readonly dangerous: readonly string[];
}

/** What a pickle needs, by the names of the classes and functions in it. */
export function sortNames(names: readonly string[]): SortedNames {
  const packages = new Set<string>();
  const own: string[] = [];
  for (const name of names) {
    const [module = ''] = name.split('.');
    const known = packageFor(module);
    if (module === '__main__') own.push(name);
    else if (known) packages.add(known);
    else if (!isStandard(module) && module !== 'copy_reg') own.push(name);
  }
  return { packages: [...packages], own, dangerous: names.filter((name) => dangerous.test(name)) };
}

/** No model needs these, and each can do anything when the pickle is loaded. */
const dangerous =
  /^(?:(?:os|posix|nt|subprocess|pty|socket|shutil|runpy|importlib|ctypes|webbrowser|code|timeit|pdb)\.|(?:__builtin__|builtins)\.(?:eval|exec|execfile|compile|open|__import__|breakpoint)$)/;
