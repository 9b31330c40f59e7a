import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pythonImports } from '../../src/imports/python-imports.ts';
import { isEveryCase } from '../support/every-case.ts';

interface ReadByPython {
  readonly path: string;
  readonly text: string;
  readonly found: readonly unknown[];
}

function python(words: readonly string[], input = ''): string {
  return spawnSync('python3', words, { input, encoding: 'utf8', maxBuffer: 1e9 }).stdout;
}

/** Python's own library has every form of an import, and of what can look like one. */
test('the imports of the standard library are those that `ast` finds', () => {
  const library = python(['-c', 'import os; print(os.path.dirname(os.__file__), end="")']);
  const pattern = isEveryCase ? '{*,[a-d]*/*,[s-u]*/*}.py' : '{[a-c]*,unittest/*}.py';
  const files = globSync(pattern, { cwd: library, exclude: ['site-packages/**'] }).map((file) =>
    join(library, file),
  );
  const read = python([join(import.meta.dirname, 'ast_imports.py')], `${files.join('\n')}\n`)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ReadByPython);
  expect(read.length).toBeGreaterThan(30);
  for (const { path, text, found } of read) expect({ path, found: importsOf(text) }).toEqual({ path, found });
});

function importsOf(text: string): readonly unknown[] {
  return pythonImports(text)
    .toSorted((one, other) => one.line - other.line)
    .map(({ module, dots, names, line, isOptional }) => [module, dots, names, line, isOptional]);
}

test('what ast reads otherwise in Python of later versions is read as well', () => {
  const text = `
f"{names['a']} import {x!r}"
try: import fast
except ImportError: import slow; import also
import one; from two import (three,
    four)  # from five import six
if x: import seven
elif TYPE_CHECKING:
    import eight
from . \\
    import nine
lazy = "import ten"
`;
  expect(importsOf(text)).toEqual([
    ['fast', 0, [], 3, true],
    ['slow', 0, [], 4, true],
    ['also', 0, [], 4, true],
    ['one', 0, [], 5, false],
    ['two', 0, ['three', 'four'], 5, false],
    ['seven', 0, [], 7, true],
    ['', 1, ['nine'], 10, false],
  ]);
});
