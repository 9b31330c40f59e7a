import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { manifestPage } from '../../scripts/manifest-page.ts';
import { refusalsPage } from '../../scripts/refusals-page.ts';
import { rehearsalPage } from '../../scripts/rehearsal-page.ts';
import { toolkitsPage } from '../../scripts/toolkits-page.ts';
import { allCommands as commands } from '../../src/cli/commands/all-commands.ts';
import { checkIds } from '../../src/model/check-id.ts';
import { problemCodes } from '../../src/model/problem-code.ts';
import { allChecks } from '../../src/rehearse/all-checks.ts';
import { parseCommandLine } from '../../src/shell/commands/parse-command-line.ts';
import { anchorsOf, callsIn, documentBlocks, linksOf, needs } from '../support/document-blocks.ts';
import { expectProblem, modelPackage } from '../support/expect-problems.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...globSync('docs/**/*.md', { cwd: root }),
];
const ourFolders = /^(src|generators|schema|listing|templates|examples|test|docs|scripts|bench|\.ci)\//;

test.each(pages)('every file that %s names is there', (page) => {
  const named = [...read(page).matchAll(/`([^`\s]+)`/g)].map(([, name = '']) => name);
  const paths = named.filter((name) => ourFolders.test(name) && !/[*<{]/.test(name));
  // A rendered listing has folders with these names too, and the README shows its tree.
  const ofListings =
    /^(src\/(inference|training)\.ts|src\/|samples\/|test\/|scripts\/(build|local|run|upload|register|lock)\.sh|test\/contract\.test\.ts|scripts\/)$/;
  expect(paths.filter((path) => !ofListings.test(path) && !existsSync(join(root, path)))).toEqual([]);
});

test.each(pages)('every link of %s leads somewhere', (page) => {
  const broken = linksOf(read(page)).filter((link) => {
    if (/^https?:/.test(link)) return false;
    const [path = '', anchor] = link.split('#');
    const target = path === '' ? page : join(dirname(page), path);
    if (!existsSync(join(root, target))) return true;
    return anchor !== undefined && !anchorsOf(read(target)).includes(anchor);
  });
  expect(broken).toEqual([]);
});

test('the index of the documentation names every page', () => {
  const named = linksOf(read('docs/README.md')).map((link) => join('docs', link));
  const inIndex = /^docs\/(tutorials|how-to|reference|explanation)\//;
  expect(pages.filter((page) => inIndex.test(page) && !named.includes(page))).toEqual([]);
});

test('the README is short, and begins with the commands that visitors run', () => {
  const readme = read('README.md');
  expect(readme.split(/\s+/).length).toBeLessThanOrEqual(1300);
  const [first] = documentBlocks(readme).filter(({ language }) => language === 'sh');
  expect(first?.text).toBe('npx -y -p node@24 npm run demo\nnpx -y -p node@24 npm test\n');
});

test('the pictures of the README and the documentation are small', () => {
  const pictures = globSync('docs/images/*', { cwd: root }).map((path) => statSync(join(root, path)).size);
  expect(pictures.length).toBeGreaterThan(0);
  expect(pictures.reduce((sum, size) => sum + size)).toBeLessThan(300_000);
});

test.each(pages)('the commands of %s have the options that it shows', (page) => {
  const blocks = documentBlocks(read(page));
  const unknown = blocks.map((block) => block.needs).filter((need) => need !== undefined);
  expect(unknown.filter((need) => !needs.some((known) => known === need))).toEqual([]);
  const shell = blocks.filter(({ language }) => language === 'sh').map(({ text }) => text);
  // Words in the text that stand for others, as in `sagemaker-mkt init [folder]`, are no calls.
  const spans = [...read(page).matchAll(/`(sagemaker-mkt [^`]*)`/g)].map(([, span = '']) => span);
  const calls = [...shell, ...spans.filter((span) => !/[[<…]/.test(span))].flatMap(callsIn);
  expect(calls.flatMap(([name, ...words]) => faultOf(name, words))).toEqual([]);
});

function faultOf(name: string | undefined, words: readonly string[]): readonly string[] {
  const command = commands.find((candidate) => candidate.name === name);
  if (!command) return [`there is no command ${name}`];
  const parsed = parseCommandLine(command, words);
  return parsed.ok ? [] : [parsed.reason];
}

test('the page of the manifest is the one that the schema makes; if it is not, run  npm run docs', () => {
  expect(read('docs/reference/manifest.md')).toBe(manifestPage());
});

test('the page of refusals is the one that their tables make; if it is not, run  npm run docs', () => {
  expect(read('docs/reference/refusals.md')).toBe(refusalsPage());
});

test('the page of the rehearsal is the one that its checks make; if it is not, run  npm run docs', () => {
  expect(read('docs/reference/rehearsal.md')).toBe(rehearsalPage());
});

test('the page of the toolkits is the one that their tables make; if it is not, run  npm run docs', () => {
  expect(read('docs/reference/toolkits.md')).toBe(toolkitsPage());
});

test('every setting of an upload from outside has a row in docs/how-to/publishing.md, and every row a setting', () => {
  const sources = [
    ...globSync('src/shell/publish/*.ts', { cwd: root }),
    ...globSync('templates/upload/**/*.hbs', { cwd: root }),
  ].map(read);
  const known = /^(PATH|HOME|SECONDS|DOCKER_CONFIG|BASH_.*|AWS_.*)$/;
  const used = sources.flatMap((text) =>
    [...text.matchAll(/process\.env\['([A-Z_]+)'\]|\$\{([A-Z_]{2,}):-/g)].map(([, ts, sh]) => ts ?? sh ?? ''),
  );
  const rows = [...read('docs/how-to/publishing.md').matchAll(/^\| `([A-Z_]+)` \|/gm)].map(
    ([, name = '']) => name,
  );
  expect(rows.sort()).toEqual([...new Set(used)].filter((name) => !known.test(name)).sort());
});

test('the rows of docs/reference/problems.md are the problem codes, and each code is used', () => {
  const rows = [...read('docs/reference/problems.md').matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(
    ([, code = '']) => code,
  );
  expect(rows).toEqual(problemCodes);
  const paths = globSync('{src,generators}/**/*.ts', { cwd: root, exclude: ['src/model/problem-code.ts'] });
  const sources = paths.map(read).join('\n');
  expect(problemCodes.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

test('each id of a check has a check, in the same order', () => {
  expect(allChecks.map(({ id }) => id)).toEqual(checkIds);
});

test('every event of a container’s log has a row in docs/reference/log-events.md, and every row an event', () => {
  const sources = globSync('listing/runtime/**/*.ts', { cwd: root }).map(read).join('\n');
  const python = globSync('listing/runtime/**/*.py', { cwd: root }).map(read).join('\n');
  const named = [
    ...sources.matchAll(/event: '([a-z-]+)'/g),
    ...python.matchAll(/log_line\("[a-z]+", "([a-z-]+)"|event = "([a-z-]+)" if/g),
  ];
  const events = new Set(named.map(([, event, other]) => event ?? other ?? ''));
  const rows = read('docs/reference/log-events.md');
  const described = new Set([...rows.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, event = '']) => event));
  expect([...described].sort()).toEqual([...events].sort());
});

test.each(['README.md', 'docs/how-to/install.md'])('the smallest manifest of %s is the example', (page) => {
  const [shown] = /```yaml\n(version: 1\n[^`]+)```/.exec(read(page))?.slice(1) ?? [];
  expect(read('examples/minimal/marketplace.yaml').replace(/^#.*\n/gm, '')).toBe(shown);
});

test('the error that the documentation shows is printed like that', () => {
  const [shown] =
    /```\n(marketplace\.yaml:[^`]+(?:`[^`]+`[^`]*)+?)```/
      .exec(read('docs/reference/commands.md'))
      ?.slice(1) ?? [];
  const manifest = modelPackage({ product: '\nproduct: { type: model-package, name: BERT Large }' });
  expectProblem('name-not-ecr-safe', manifest, shown ?? '');
});

test('the schema line for editors names this version', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  expect(read('docs/how-to/install.md')).toContain(
    `generator-sagemaker-mkt@${version}/schema/marketplace.schema.json`,
  );
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
