import { globSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const sources = globSync(
  ['src/**/*.{ts,js,css}', 'generators/**/*.ts', 'listing/**/*.ts', 'scripts/**/*.*'],
  {
    cwd: root,
  },
).sort();
const longest = 250;

test.each(sources)('%s is short enough to be read in one go', (path) => {
  expect(readFileSync(root + path, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(longest);
});

test('no index file lies where Yeoman would take it for a generator', () => {
  const indexes = globSync('**/index.*', { cwd: root, exclude: ['node_modules', 'dist', '.git'] });
  expect(indexes.sort()).toEqual([
    'generators/app/index.ts',
    'generators/ci/index.ts',
    'generators/fleet/index.ts',
    'generators/register/index.ts',
    'generators/rehearse/index.ts',
    'generators/upload/index.ts',
  ]);
});

test('every test is run: its folder belongs to a project of vitest', () => {
  const config = readFileSync(`${root}vitest.config.ts`, 'utf8');
  const lists = [...config.matchAll(/test\/\{([a-z0-9,]+)\}\/\*\*/g)].flatMap(([, list = '']) =>
    list.split(','),
  );
  const tests = globSync('test/**/*.test.ts', { cwd: root, exclude: ['test/golden/trees/**'] });
  const left = tests.filter(
    (path) => !path.endsWith('.process.test.ts') && ![...lists, 'engine'].includes(path.split('/')[1] ?? ''),
  );
  expect(left).toEqual([]);
});

test('no file is named after nothing', () => {
  const vague = /^(utils?|helpers?|common|misc|manager|service|data|info|tmp)\./;
  expect(sources.filter((path) => vague.test(basename(path)))).toEqual([]);
});

test('a comment leaves nothing for later', () => {
  const unfinished = sources.filter((path) => /\b(TODO|FIXME|XXX)\b/.test(readFileSync(root + path, 'utf8')));
  expect(unfinished).toEqual([]);
});

const programs = globSync('{src,generators,listing}/**/*.ts', { cwd: root });
const imports = new Map(
  programs.map((path) => {
    const lines = readFileSync(root + path, 'utf8').matchAll(
      /^(import type|import|export|\})(?:.* from)? '([^']+)';$/gm,
    );
    const targets = [...lines].map(([, kind, target = '']) => ({
      isType: kind === 'import type',
      target: target.startsWith('.') ? join(dirname(path), target) : target,
    }));
    return [path, targets];
  }),
);

test('no import runs in a circle', () => {
  const circles: string[] = [];
  const finished = new Set<string>();
  const follow = (path: string, way: readonly string[]): void => {
    if (way.includes(path)) circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
    else if (!finished.has(path))
      for (const { target } of imports.get(path) ?? []) follow(target, [...way, path]);
    finished.add(path);
  };
  for (const path of programs) follow(path, []);
  expect(circles).toEqual([]);
});

test('`--version` and `--help` load nothing of the commands', () => {
  const loaded = new Set(['src/cli/run-command-line.ts']);
  for (const path of loaded)
    for (const { isType, target } of imports.get(path) ?? []) if (!isType) loaded.add(target);
  const isLight = (target: string) =>
    /^node:|^src\/(cli|model|problem|text)\/|^src\/shell\/(commands\/)?[a-z-]+\.ts$/.test(target);
  expect([...loaded].filter((target) => !isLight(target))).toEqual([]);
});
