import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { root } from '../support/built.ts';

interface Packed {
  readonly size: number;
  readonly files: readonly { readonly path: string; readonly mode: number }[];
}

function pack(): Packed {
  const { stdout } = spawnSync('npm', ['pack', '--dry-run', '--json'], { cwd: root, encoding: 'utf8' });
  const [packed] = Object.values(JSON.parse(stdout) as Record<string, Packed>);
  if (!packed) throw new Error(stdout);
  return packed;
}

test('the package holds what runs and what is shipped, and nothing else', () => {
  const { files, size } = pack();
  const tops = new Set(files.map(({ path }) => path.split('/')[0]));
  expect([...tops].sort()).toEqual([
    'CHANGELOG.md',
    'LICENSE',
    'README.md',
    'dist',
    'docs',
    'examples',
    'listing',
    'package.json',
    'schema',
    'src',
    'templates',
  ]);
  const paths = files.map(({ path }) => path);
  expect(
    paths.filter((path) => /(^|\/)test\/(?!contract|test_contract)|\.map$|\.d\.ts$|\.tgz$/.test(path)),
  ).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'dist/generators/app/index.js',
      'dist/src/cli/main.js',
      'docs/how-to/troubleshooting.md',
      'src/report/page/fleet.js',
      'src/shell/rehearse/probes/installed_packages.py',
      'src/shell/rehearse/watchers/sitecustomize.py',
      'templates/image/.dockerignore.hbs',
    ]),
  );
  expect(paths.filter((path) => path.startsWith('docs/images/'))).toEqual([]);
  // 90 kB of it are the documentation, for those who have no network.
  expect(size).toBeLessThan(950_000);
});

test('npx finds the command by the name of the package, and by its own', () => {
  const { name, bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(Object.keys(bin).sort()).toEqual([name, 'sagemaker-mkt']);
  expect(new Set(Object.values(bin))).toEqual(new Set(['dist/src/cli/main.js']));
});

test('besides Yeoman’s there are at most 60 packages at run time', () => {
  const lock = JSON.parse(readFileSync(`${root}package-lock.json`, 'utf8')) as {
    packages: Record<string, { dependencies?: Record<string, string> }>;
  };
  const own = Object.keys(lock.packages['']?.dependencies ?? {}).filter(
    (name) => !/yeoman|mem-fs/.test(name),
  );
  const seen = new Set<string>();
  const queue = [...own];
  for (let name = queue.shift(); name !== undefined; name = queue.shift()) {
    if (seen.has(name)) continue;
    seen.add(name);
    queue.push(...Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {}));
  }
  expect(seen.size).toBeGreaterThan(3);
  expect(seen.size).toBeLessThanOrEqual(60);
});
