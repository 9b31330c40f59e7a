import { checkNames } from './check-names.ts';
import { dependenciesFirst } from './dependencies-first.ts';
import type { Part } from './part.ts';
import { printPythonImports } from './print-python-imports.ts';
import { moduleName, modulePath, type PythonImport, type PythonModule, readPython } from './python-module.ts';

/** Makes the files of parts that are Python. */
export function pythonJoiner(table: readonly Part[], texts: ReadonlyMap<string, string>) {
  const modules = new Map(
    [...texts].filter(([path]) => path.endsWith('.py')).map(([path, text]) => [path, readPython(path, text)]),
  );
  const moduleOf = (path: string) => {
    const module = modules.get(path);
    if (!module) throw new Error(`a part has ${path}, which does not exist`);
    return module;
  };
  const fileOf = (part: Part, source: string) =>
    part.sources.includes(source)
      ? part.path
      : (table.find(({ sources }) => sources.includes(source))?.path ?? source);
  for (const { path, body } of modules.values())
    for (const [, named = ''] of body.matchAll(/"(runtime\.[a-z_.]+)\.\w+"/g))
      if (
        !table.every((part) => part.path === modulePath(named) || !part.sources.includes(modulePath(named)))
      )
        throw new Error(`${path} names ${named}, which is no file of a listing: import it`);
  return (part: Part): ReadonlyMap<string, string> => {
    const [only, ...more] = part.sources;
    if (only !== undefined && more.length === 0)
      return new Map([
        [part.path, withMovedImports(part, texts.get(only) ?? '', (source) => fileOf(part, source))],
      ]);
    const order = dependenciesFirst(part.sources, (path) =>
      moduleOf(path).imports.map(({ module }) => modulePath(module)),
    );
    return new Map([[part.path, joined(part, order.map(moduleOf), (source) => fileOf(part, source))]]);
  };
}

type FileOf = (source: string) => string;

function joined(part: Part, modules: readonly PythonModule[], fileOf: FileOf): string {
  const main = modules.find(({ path }) => path === part.path) ?? modules[0];
  const imports = modules
    .flatMap((module) => module.imports)
    .map((one) => ({ ...one, module: moved(one.module, fileOf) }))
    .filter(({ module }) => module !== moduleName(part.path));
  checkNames(part.path, [
    ...modules.flatMap(({ path, declared }) => declared.map((name) => ({ name, origin: path }))),
    ...imports.map((one) => ({ name: localOf(one), origin: `${one.module} ${one.name ?? ''}` })),
  ]);
  const sections = modules.map(({ path, docstring, body }, index) => {
    const text = withMovedImports(part, body, fileOf);
    return index === 0 && path === part.path ? text : `${titleOf(path, docstring)}\n\n\n${text}`;
  });
  const head = [
    `"""${main?.docstring ?? ''}"""`,
    'from __future__ import annotations',
    ...printPythonImports(imports, main?.between ?? ''),
  ];
  const space = /^(async |def |class |@)/.test(sections[0] ?? '') ? '\n\n\n' : '\n\n';
  return `${head.join('\n\n')}${space}${sections.join('\n\n\n')}\n`;
}

function localOf({ module, name, as }: PythonImport): string {
  return as ?? name ?? module.split('.')[0] ?? module;
}

function moved(module: string, fileOf: FileOf): string {
  return module.startsWith('runtime.') ? moduleName(fileOf(modulePath(module))) : module;
}

/** Imports in functions, and all imports of a file that stays alone. What has moved into the same file needs none. */
function withMovedImports(part: Part, body: string, fileOf: FileOf): string {
  return body.replace(
    /^( *)from (runtime\.[\w.]+) import (.+)\n(\n)?/gm,
    (_, indent, module, names, space) => {
      const target = moved(module, fileOf);
      return target === moduleName(part.path)
        ? ''
        : `${indent}from ${target} import ${names}\n${space ?? ''}`;
    },
  );
}

function titleOf(path: string, docstring: string): string {
  const title = `# --- ${path.replace(/^runtime\//, '')} ${'-'.repeat(60)}`.slice(0, 72);
  const words = docstring.split('\n').map((line) => `# ${line.trim()}`.trimEnd());
  return [title, ...words].join('\n');
}
