import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** Other generators, installed for one run and configured to make the same files. */
export interface Peers {
  readonly loop: string;
  readonly hygen: string;
  readonly hygenFolder: () => string;
  readonly plop: string;
  readonly plopfile: string;
  /** It makes files of its own, and is the closest to ours by what it is for. */
  readonly containerCreator: string;
  /** A `node_modules` with a generator that only copies. */
  readonly trivialGenerator: string;
}

export function preparePeers(workspace: string, files: ReadonlyMap<string, string>): Peers {
  const folder = join(workspace, 'peers');
  writeFiles(folder, {
    'package.json': '{ "private": true, "type": "module" }',
    ...Object.fromEntries([...files].map(([path, text]) => [`files/${path}.hbs`, withoutMarks(text)])),
    'loop.mjs': loop,
    'plopfile.mjs': plopfile([...files.keys()]),
  });
  execFileSync(
    'npm',
    [
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      'hygen@6.2.11',
      'plop@4.0.5',
      '@aws/ml-container-creator@1.6.0',
      'handlebars@4',
      'yaml@2',
    ],
    { cwd: folder },
  );
  return {
    loop: join(folder, 'loop.mjs'),
    hygen: join(folder, 'node_modules/hygen/dist/bin.js'),
    hygenFolder: () => hygenFolder(workspace, files),
    plop: join(folder, 'node_modules/plop/bin/plop.js'),
    plopfile: join(folder, 'plopfile.mjs'),
    containerCreator: join(folder, 'node_modules/@aws/ml-container-creator/bin/cli.js'),
    trivialGenerator: trivialGenerator(workspace, files),
  };
}

/** The minimum that any generator must do: read the manifest, render each file from a template, write it. */
const loop = `import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Handlebars from 'handlebars';
import { parse } from 'yaml';
const [target, count] = process.argv.slice(2);
const source = new URL('files/', import.meta.url).pathname;
const paths = readdirSync(source, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const templates = paths.map((path) => [path.slice(source.length, -4), Handlebars.compile(readFileSync(path, 'utf8'), { noEscape: true })]);
for (let index = 0; index < Number(count); index += 1) {
  const view = parse('product: { name: churn-' + index + ' }');
  for (const [path, print] of templates) {
    const file = join(target, String(index), path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, print(view));
  }
}
`;

function plopfile(paths: readonly string[]): string {
  const actions = paths.map((path) => ({ type: 'add', path, templateFile: `files/${path}.hbs` }));
  return `export default (plop) => plop.setGenerator('listing', { prompts: [], actions: ${JSON.stringify(actions)} });\n`;
}

/** hygen reads its templates from the folder that it writes to. */
function hygenFolder(workspace: string, files: ReadonlyMap<string, string>): string {
  const folder = mkdtempSync(join(workspace, 'h-'));
  const templates = [...files].map(([path, text], index) => [
    `_templates/listing/new/${index}.ejs.t`,
    `---\nto: ${path}\n---\n${withoutMarks(text)}`,
  ]);
  writeFiles(folder, Object.fromEntries(templates));
  return folder;
}

function trivialGenerator(workspace: string, files: ReadonlyMap<string, string>): string {
  const modules = join(workspace, 'trivial', 'node_modules');
  const generator = join(modules, 'generator-bench-floor');
  const source = `import Generator from 'yeoman-generator';
const files = ${JSON.stringify(Object.fromEntries(files))};
export default class extends Generator {
  writing() {
    for (const [path, text] of Object.entries(files)) this.fs.write(this.destinationPath(path), text);
  }
}
`;
  writeFiles(generator, {
    'package.json':
      '{ "name": "generator-bench-floor", "version": "1.0.0", "type": "module", "keywords": ["yeoman-generator"], "files": ["generators"] }',
    'generators/app/index.js': source,
  });
  symlinkSync(join(root, 'node_modules'), join(generator, 'node_modules'));
  return modules;
}

/** The files are only copied, so the marks of the peers' template languages are removed. */
function withoutMarks(text: string): string {
  return text.replaceAll('{{', '').replaceAll('<%', '');
}

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}
