import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { manifestPage } from '../../scripts/manifest-page.ts';
import { refusalsPage } from '../../scripts/refusals-page.ts';
import { rehearsalPage } from '../../scripts/rehearsal-page.ts';
import { checkIds } from '../../src/model/check-id.ts';
import { problemCodes } from '../../src/model/problem-code.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { expectProblem, modelPackage } from '../support/expect-problems.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: root })];
const ourFolders = /^(src|generators|schema|listing|templates|examples|test|docs|scripts|bench|\.ci)\//;

test.each(pages)('every file that %s names is there', (page) => {
  const named = [...read(page).matchAll(/`([^`\s]+)`|\]\(([^)\s]+)\)/g)].map(
    ([, code, link]) => code ?? link ?? '',
  );
  const paths = named.filter((name) => ourFolders.test(name) && !/[*<{]/.test(name));
  // A rendered listing has folders with these names too, and the README shows its tree.
  const ofListings =
    /^(src\/(inference|training)\.ts|src\/|samples\/|test\/|scripts\/(build|run|upload|register|lock)\.sh|test\/contract\.test\.ts|scripts\/)$/;
  expect(paths.filter((path) => !ofListings.test(path) && !existsSync(join(root, path)))).toEqual([]);
});

test('the page of the manifest is the one that the schema makes; if it is not, run  npm run docs', () => {
  expect(read('docs/manifest.md')).toBe(manifestPage());
});

test('the page of refusals is the one that their tables make; if it is not, run  npm run docs', () => {
  expect(read('docs/refusals.md')).toBe(refusalsPage());
});

test('the page of the rehearsal is the one that its checks make; if it is not, run  npm run docs', () => {
  expect(read('docs/rehearsal.md')).toBe(rehearsalPage());
});

test('every setting of an upload from outside has a row in docs/publishing.md, and every row a setting', () => {
  const sources = [
    ...globSync('src/shell/publish/*.ts', { cwd: root }),
    ...globSync('templates/upload/**/*.hbs', { cwd: root }),
  ].map(read);
  const known = /^(PATH|HOME|SECONDS|DOCKER_CONFIG|BASH_.*|AWS_.*)$/;
  const used = sources.flatMap((text) =>
    [...text.matchAll(/process\.env\['([A-Z_]+)'\]|\$\{([A-Z_]{2,}):-/g)].map(([, ts, sh]) => ts ?? sh ?? ''),
  );
  const rows = [...read('docs/publishing.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(([, name = '']) => name);
  expect(rows.sort()).toEqual([...new Set(used)].filter((name) => !known.test(name)).sort());
});

test('the rows of docs/problems.md are the problem codes, and each code is used', () => {
  const rows = [...read('docs/problems.md').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = '']) => code);
  expect(rows).toEqual(problemCodes);
  const paths = globSync('{src,generators}/**/*.ts', { cwd: root, exclude: ['src/model/problem-code.ts'] });
  const sources = paths.map(read).join('\n');
  expect(problemCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

test('each id of a check has a check, in the same order', () => {
  expect(allChecks.map(({ id }) => id)).toEqual(checkIds);
});

test('every event of a container’s log has a row in docs/handlers.md, and every row an event', () => {
  const sources = globSync('listing/runtime/**/*.ts', { cwd: root }).map(read).join('\n');
  const python = globSync('listing/runtime/**/*.py', { cwd: root }).map(read).join('\n');
  const named = [
    ...sources.matchAll(/event: '([a-z-]+)'/g),
    ...python.matchAll(/log_line\("[a-z]+", "([a-z-]+)"|event = "([a-z-]+)" if/g),
  ];
  const events = new Set(named.map(([, event, other]) => event ?? other ?? ''));
  const rows = read('docs/handlers.md').split('## Log events')[1] ?? '';
  const described = new Set([...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, event = '']) => event));
  expect([...described].sort()).toEqual([...events].sort());
});

test('the smallest manifest of the README is the example that the tests run', () => {
  const [shown] = /```yaml\n(version: 1\n[^`]+)```/.exec(read('README.md'))?.slice(1) ?? [];
  expect(read('examples/minimal/marketplace.yaml').replace(/^#.*\n/gm, '')).toBe(shown);
});

test('the error that the README shows is printed like that', () => {
  const [shown] =
    /```\n(marketplace\.yaml:[^`]+(?:`[^`]+`[^`]*)+?)```/.exec(read('README.md'))?.slice(1) ?? [];
  const manifest = modelPackage({ product: '\nproduct: { type: model-package, name: BERT Large }' });
  expectProblem('name-not-ecr-safe', manifest, shown ?? '');
});

test('the schema line of the README names this version', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(read('README.md')).toContain(`generator-sagemaker-mkt@${version}/schema/marketplace.schema.json`);
});

test('every dependency has its reason in ARCHITECTURE.md, and every row a dependency', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<
    string,
    Record<string, string>
  >;
  const [section = ''] = read('ARCHITECTURE.md').split('## Dependencies').slice(1);
  const named = [...section.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
    [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name),
  );
  expect(named.sort()).toEqual(Object.keys({ ...dependencies, ...devDependencies }).sort());
});
