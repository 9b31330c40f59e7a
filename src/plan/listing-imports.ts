/** Path of a file below `listing/` → the files below `listing/` that it imports. */
export type ListingImports = ReadonlyMap<string, readonly string[]>;

/** `runtime/contract.*` is not among them: every listing has its own, printed from its manifest. */
export function readImports(files: ReadonlyMap<string, string>): ListingImports {
  const isShipped = (path: string) => files.has(path) && !path.startsWith('runtime/contract.');
  return new Map(
    [...files].map(([path, text]) => [
      path,
      (path.endsWith('.py') ? pythonImports(text) : typescriptImports(path, text)).filter(isShipped),
    ]),
  );
}

/** The files with all that they import, directly or not: sorted, and each once. */
export function withImports(files: readonly string[], imports: ListingImports): readonly string[] {
  const found = new Set(files);
  // A set that grows while it is walked is walked to its new end.
  for (const path of found) for (const imported of imports.get(path) ?? []) found.add(imported);
  return [...found].sort();
}

function typescriptImports(path: string, text: string): readonly string[] {
  const folder = path.split('/').slice(0, -1);
  return [...text.matchAll(/^(?:import|export|\}) ?.*'(\.[^']+)';$/gm)].map(([, target = '']) =>
    joined(folder, target.split('/')),
  );
}

function joined(folder: readonly string[], steps: readonly string[]): string {
  const path = [...folder];
  for (const step of steps)
    if (step === '..') path.pop();
    else if (step !== '.') path.push(step);
  return path.join('/');
}

function pythonImports(text: string): readonly string[] {
  return [...text.matchAll(/^ *from (runtime[\w.]+) import /gm)].map(
    ([, module = '']) => `${module.replaceAll('.', '/')}.py`,
  );
}
