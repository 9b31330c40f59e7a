import { type Diagnostic, PositionEncoding, Workspace } from '@astral-sh/ruff-wasm-nodejs';
import { describe, expect, test } from 'vitest';
import { pythonParts } from '../../src/parts/python-parts.ts';
import { typescriptParts } from '../../src/parts/typescript-parts.ts';
import { withImports } from '../../src/plan/listing-imports.ts';
import { planFiles } from '../../src/plan/plan-files.ts';
import { texts } from '../../src/shell/shipped/listing.ts';
import { resolveText } from '../support/build-listing.ts';
import { everyKind } from '../support/every-kind.ts';
import { preparedForTests } from '../support/prepared.ts';

const { imports } = preparedForTests();
const parts = [...typescriptParts, ...pythonParts];
const textOf = (path: string) => texts.get(path) ?? '';

const listings = everyKind().map((manifest) => {
  const listing = resolveText(manifest);
  const paths = planFiles(listing, preparedForTests()).map(({ path }) => path);
  const runtime = paths.filter((path) => path.startsWith('runtime/'));
  const name = listing.framework.framework.name;
  const kind = `${name} ${JSON.stringify(listing.inference).slice(0, 160)}`;
  return { listing, kind, runtime };
});

describe.each(listings)('$kind', ({ listing, runtime }) => {
  test('has a runtime of few files', () => {
    const isTypescript = listing.inference.language === 'typescript' && !runtime.some(isPython);
    const most = isTypescript && !listing.training ? 7 : 12;
    expect(runtime.filter((path) => /\.[jt]s$/.test(path)).length).toBeLessThanOrEqual(most);
    expect(runtime.filter(isPython).length).toBeLessThanOrEqual(10);
  });

  test('has no two copies of a source in one process', () => {
    for (const path of runtime) {
      const loaded = parts.filter((part) => withImports([path], imports).includes(part.path));
      const taken = loaded.flatMap((part) => part.sources).filter((source) => !mayBeTwice.has(source));
      expect(taken.filter((source, index) => taken.indexOf(source) !== index)).toEqual([]);
    }
  });
});

/** One function, without a state. */
const mayBeTwice = new Set(['runtime/python/error_message.py']);

function isPython(path: string): boolean {
  return path.endsWith('.py');
}

test('no file of the runtime needs itself when it is loaded', () => {
  const needed = (path: string) =>
    [...textOf(path).matchAll(/^(?:import|export) (?!type)(\{[^}]*\}|\* as \w+) from '(\.[^']+)';$/gm)]
      .filter(([, names = '']) => !/^\{(\s*type \w+,?)*\s*\}$/.test(names))
      .map(([, , target = '']) => new URL(target, `file:///${path}`).pathname.slice(1));
  const follow = (path: string, way: readonly string[]): void => {
    expect(way).not.toContain(path);
    for (const next of needed(path)) follow(next, [...way, path]);
  };
  for (const path of texts.keys()) if (/^runtime\/.*\.ts$/.test(path)) follow(path, []);
});

const ruff = new Workspace(
  {
    'line-length': 120,
    'target-version': 'py310',
    lint: { select: ['E', 'F', 'W', 'B', 'UP', 'C4', 'PIE', 'RET', 'RUF', 'SIM'] },
  },
  PositionEncoding.Utf16,
);

test.each([...texts.keys()].filter(isPython))('%s is written as our own files are', (path) => {
  const text = textOf(path);
  expect(ruff.format(text)).toBe(text);
  // The line that says what see_gpu.py prints is long in our file, too.
  const faults = ruff.check(text).filter(({ code }: Diagnostic) => code !== 'E501');
  expect(faults.map(({ message }: Diagnostic) => message)).toEqual([]);
});
