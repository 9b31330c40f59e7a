import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { bin, root } from '../support/built.ts';

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
    'package.json',
    'schema',
    'src',
  ]);
  const paths = files.map(({ path }) => path);
  expect(
    paths.filter((path) => /(^|\/)test\/(?!contract|test_contract)|\.map$|\.d\.ts$|\.tgz$/.test(path)),
  ).toEqual([]);
  expect(paths).toEqual(
    expect.arrayContaining([
      'dist/generators/app/index.js',
      'dist/licenses.txt',
      'dist/main.js',
      'dist/fleet-thread.js',
      'docs/how-to/troubleshooting.md',
      'src/report/page/fleet.js',
      'src/shell/rehearse/probes/installed_packages.py',
      'src/shell/rehearse/watchers/sitecustomize.py',
    ]),
  );
  expect(paths.filter((path) => path.startsWith('docs/images/'))).toEqual([]);
  expect(paths.filter((path) => /^dist\/(?!listing\/)/.test(path)).length).toBeLessThan(60);
  expect(paths).toContain('dist/listing/runtime/contract.ts');
  // 90 kB of it are the documentation, for those who have no network, and 200 kB what others wrote of the bundle.
  expect(size).toBeLessThan(1_265_000);
});

test('npx finds the command by the name of the package, and by its own', () => {
  const { name, bin } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(Object.keys(bin).sort()).toEqual([name, 'sagemaker-mkt']);
  expect(new Set(Object.values(bin))).toEqual(new Set(['dist/main.js']));
});

test('the bundle asks for nothing but Node and Yeoman, and says whose code is in it', () => {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));
  expect(Object.keys(dependencies)).toEqual(['@yeoman/types', 'mem-fs', 'yeoman-generator']);
  const imported = globSync('dist/**/*.js', { cwd: root }).flatMap((path) => {
    const text = readFileSync(`${root}${path}`, 'utf8');
    return [...text.matchAll(/^(?:import|export) ?[^\n]*?from ?"([^"]+)"/gm)].map(([, name = '']) => name);
  });
  const others = imported.filter((name) => !name.startsWith('.') && !name.startsWith('node:'));
  expect(new Set(others)).toEqual(new Set(['yeoman-generator']));
  const licenses = readFileSync(`${root}dist/licenses.txt`, 'utf8');
  for (const name of ['@aws-sdk/client-ecr', 'ajv', 'execa', 'handlebars', 'yaml']) {
    expect(devDependencies).toHaveProperty(name);
    expect(licenses).toMatch(new RegExp(`^${name} \\d[\\d.]+ \\([\\w.-]+\\)$`, 'm'));
  }
});

/** The files of the bundle that a command loads, in a fleet that is worth another thread. */
function loadedBy(...words: readonly string[]): readonly string[] {
  const folder = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-loaded-'));
  try {
    for (const place of ['', ...Array.from({ length: 64 }, (_, index) => `l${index}`)]) {
      mkdirSync(join(folder, place), { recursive: true });
      copyFileSync(`${root}examples/minimal/marketplace.yaml`, join(folder, place, 'marketplace.yaml'));
    }
    const hook = `${root}test/support/programs/tell-loaded.mjs`;
    const { stderr } = spawnSync(process.execPath, ['--import', hook, bin, ...words], {
      cwd: folder,
      encoding: 'utf8',
    });
    return [...stderr.matchAll(/^loaded: file:.*\/dist\/(\S+)\.js$/gm)].map(([, name = '']) => name);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

test('no file of the bundle only leads to another', () => {
  const leads = globSync('dist/**/*.js', { cwd: root }).filter((path) =>
    /^export\{[^}]*\}from"[^"]+";\s*$/.test(readFileSync(`${root}${path}`, 'utf8')),
  );
  expect(leads).toEqual([]);
});

test('every file that the bundle loads late is there', () => {
  const missing = globSync('dist/**/*.js', { cwd: root }).flatMap((path) => {
    const loads = readFileSync(`${root}${path}`, 'utf8').matchAll(/\bimport\(["'`](\.[^"'`]+\.js)["'`]\)/g);
    return [...loads]
      .map(([, file = '']) => join(dirname(path), file))
      .filter((file) => !existsSync(`${root}${file}`));
  });
  expect(missing).toEqual([]);
});

test('a command loads the parts of the bundle that it needs', () => {
  expect(loadedBy('--version')).toEqual(['main', 'start']);
  const parts = [
    'aws',
    'engine',
    'libraries',
    'models',
    'publishing',
    'rehearsals',
    'shipped',
    'fleet-thread',
  ];
  const partsOf = (...words: readonly string[]) =>
    loadedBy(...words)
      .filter((name) => parts.includes(name))
      .sort();
  expect(partsOf('generate')).toEqual(['libraries', 'shipped']);
  expect(partsOf('generate', '*')).toContain('fleet-thread');
  expect(partsOf('rehearse', '--json', '--no-engine', '--against', 'none')).toContain('rehearsals');
  expect(partsOf('upload', '--dry-run')).toEqual(expect.arrayContaining(['aws', 'engine', 'publishing']));
});
