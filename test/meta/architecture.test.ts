import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const sources = globSync(['src/**/*.{ts,js,css}', 'generators/**/*.ts', 'listing/**/*.ts', 'scripts/*'], {
  cwd: root,
}).sort();
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

test('no file is named after nothing', () => {
  const vague = /^(utils?|helpers?|common|misc|manager|service|data|info|tmp)\./;
  expect(sources.filter((path) => vague.test(basename(path)))).toEqual([]);
});

test('a comment leaves nothing for later', () => {
  const unfinished = sources.filter((path) => /\b(TODO|FIXME|XXX)\b/.test(readFileSync(root + path, 'utf8')));
  expect(unfinished).toEqual([]);
});
