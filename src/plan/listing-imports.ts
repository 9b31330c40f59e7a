import { besides } from '../text/paths-beside.ts';

/** Path of a file below `listing/` → the files below `listing/` that it imports. */
export type ListingImports = ReadonlyMap<string, readonly string[]>;

/** The imports of all files, without `runtime/contract.*`: each listing has its own, printed from its manifest. */
export function readImports(files: ReadonlyMap<string, string>): ListingImports {
  const isShipped = (path: string) => files.has(path) && !path.startsWith('runtime/contract.');
  return new Map(
    [...files].map(([path, text]) => [
      path,
      (path.endsWith('.py') ? pythonImports(text) : typescriptImports(path, text)).filter(isShipped),
    ]),
  );
}

/** The files and everything that they import, directly or indirectly: sorted, each once. */
export function withImports(files: readonly string[], imports: ListingImports): readonly string[] {
  const found = new Set(files);
  // A loop over a set also visits members that are added during the loop.
  for (const path of found) for (const imported of imports.get(path) ?? []) found.add(imported);
  return [...found].sort();
}

function typescriptImports(path: string, text: string): readonly string[] {
  return [...text.matchAll(/^(?:import|export|\}) ?.*'(\.[^']+)';$/gm)].map(([, target = '']) =>
    besides(path, target),
  );
}

function pythonImports(text: string): readonly string[] {
  return [...text.matchAll(/^ *from (runtime[\w.]+) import /gm)].map(
    ([, module = '']) => `${module.replaceAll('.', '/')}.py`,
  );
}
