import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openToAll, runYo } from '../../scripts/run-yo.ts';
import { modelPackage } from '../support/expect-problems.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** The generator of somebody else, as a package: it writes a file and a manifest, and composes in the way it is told. */
const parent = `
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(import.meta.url);
const { default: Generator } = createRequire(require.resolve('generator-sagemaker-mkt/package.json'))('yeoman-generator');
const ways = {
  name: () => 'sagemaker-mkt',
  require: () => require.resolve('generator-sagemaker-mkt/generators/app'),
  import: () => fileURLToPath(import.meta.resolve('generator-sagemaker-mkt/generators/app')),
};

export default class extends Generator {
  constructor(args, options) {
    super(args, options);
    this.argument('place', { type: String });
    this.option('way', { type: String });
    this.option('base', { type: String, default: 'amazonlinux:2023' });
    this.destinationRoot(this.destinationPath(this.options.place));
  }
  async initializing() {
    await this.composeWith(ways[this.options.way]());
  }
  writing() {
    const manifest = ${JSON.stringify(modelPackage())}.replace('amazonlinux:2023', this.options.base);
    this.fs.write(this.destinationPath('marketplace.yaml'), manifest);
    this.fs.write(this.destinationPath('parent.txt'), this.options.way);
  }
}
`;

function folderWithParent(): string {
  const folder = temporaryFolder();
  const app = join(folder, 'node_modules/generator-parent/generators/app');
  mkdirSync(app, { recursive: true });
  writeFileSync(
    join(folder, 'node_modules/generator-parent/package.json'),
    '{ "name": "generator-parent", "version": "1.0.0", "type": "module" }',
  );
  writeFileSync(join(app, 'index.js'), parent);
  openToAll(folder);
  return folder;
}

test('the real yo runs a parent that composes by name or by path; its flags are its own, and its dry run is ours', () => {
  const folder = folderWithParent();
  const calls = [
    'parent named --way name',
    'parent required --way require',
    'parent imported --way import',
    'parent shown --way name --dry-run',
    'sagemaker-mkt --dry-run named',
  ];
  const { status, stdout, stderr } = runYo(folder, calls.join(', ').split(' '));
  expect(status, stderr).toBe(0);
  expect(readdirSync(folder).sort()).toEqual(['imported', 'named', 'required']);
  for (const [place, way] of [
    ['named', 'name'],
    ['required', 'require'],
    ['imported', 'import'],
  ] as const) {
    expect(readFileSync(join(folder, place, 'parent.txt'), 'utf8')).toBe(way);
    expect(readdirSync(join(folder, place))).toEqual(expect.arrayContaining(['Dockerfile', 'scripts']));
  }
  expect(stdout).toContain('named/marketplace.yaml: nothing to do\n');
});

test('where the manifest has errors, the parent’s files are there, and yo ends with 1', () => {
  const folder = folderWithParent();
  const { status, stderr } = runYo(folder, 'parent below --way name --base ubuntu:20.04'.split(' '));
  expect([status, stderr]).toEqual([
    1,
    expect.stringMatching(/marketplace\.yaml:4:7: error:[\s\S]*nothing was written for listings with errors/),
  ]);
  expect(stderr).not.toMatch(/\n {4}at /);
  expect(readdirSync(join(folder, 'below')).sort()).toEqual(['marketplace.yaml', 'parent.txt']);
});
