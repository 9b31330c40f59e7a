/** One of our files of Python, as far as it concerns other files. */
export interface PythonModule {
  readonly path: string;
  readonly docstring: string;
  /** Imports at the top: `import os` and `from pathlib import Path`, a name each. */
  readonly imports: readonly PythonImport[];
  /** Statements between the imports. */
  readonly between: string;
  readonly declared: readonly string[];
  readonly body: string;
}

export interface PythonImport {
  readonly module: string;
  /** Undefined for the module itself. */
  readonly name?: string;
  readonly as?: string;
}

const statement =
  /^(?:import ([\w.]+)(?: as (\w+))?|from ([\w.]+) import (?:\(([^)]*)\)|([^(\n]+?)))(?: {2}# noqa.*)?\n/gm;
const future = 'from __future__ import annotations\n';
const declaration = /^(?:(?:async )?def|class) (\w+)|^(\w+)(?:: [^=\n]+)? = |^(\w+)(?:, (\w+))+ = /gm;

export function readPython(path: string, text: string): PythonModule {
  const [docstring = ''] = /^"""[\s\S]*?"""\n/.exec(text) ?? [];
  const code = text.slice(docstring.length).replace(future, '');
  const statements = [...code.matchAll(statement)];
  const last = statements.at(-1);
  const end = last ? last.index + last[0].length : 0;
  return {
    path,
    docstring: docstring.replaceAll('"""', '').trim(),
    imports: statements.flatMap(importsOf),
    between: code.slice(0, end).replace(statement, '').trim(),
    declared: [...code.slice(end).matchAll(declaration)].flatMap((found) =>
      found.slice(1).filter((name): name is string => name !== undefined),
    ),
    body: code.slice(end).trim(),
  };
}

function importsOf([, whole, alias, module = '', several, one]: RegExpExecArray): readonly PythonImport[] {
  if (whole) return [{ module: whole, ...(alias && { as: alias }) }];
  return (several ?? one ?? '')
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '')
    .map((word) => {
      const [name = '', as] = word.split(' as ');
      return { module, name, ...(as && { as }) };
    });
}

/** `runtime/python/values.py` as Python names it. */
export function moduleName(path: string): string {
  return path.replace(/\.py$/, '').replaceAll('/', '.');
}

export function modulePath(module: string): string {
  return `${module.replaceAll('.', '/')}.py`;
}
