import {
  chmodSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { stringify } from 'yaml';
import {
  type FileMode,
  type FilePolicy,
  type FileTree,
  type RenderedFile,
  relPath,
} from '../../src/model/file-tree.ts';

/** What sellers, their colleagues and their machines do to a listing between two runs. */
export type Act =
  | Edit
  | { readonly kind: 'found' | 'rewrite' | 'delete' | 'protect' | 'windows'; readonly path: string }
  | { readonly kind: 'rename'; readonly path: string; readonly to: string }
  | { readonly kind: 'resolve'; readonly path: string; readonly take: 'mine' | 'theirs' | 'both' }
  | { readonly kind: 'damage'; readonly how: 'delete' | 'cut' | 'edit' | 'forget-texts' | 'clean' };

interface Edit {
  readonly kind: 'insert' | 'replace' | 'remove';
  readonly path: string;
  readonly at: number;
}

/** Every path that can be generated, with its policy and mode. */
const generated: Readonly<Record<string, { readonly policy: FilePolicy; readonly mode: FileMode }>> = {
  '.gitignore': { policy: 'merge', mode: 0o644 },
  Dockerfile: { policy: 'merge', mode: 0o644 },
  'bin/serve': { policy: 'merge', mode: 0o755 },
  'buildspec.yml': { policy: 'merge', mode: 0o644 },
  'package.json': { policy: 'merge', mode: 0o644 },
  'runtime/server.ts': { policy: 'own', mode: 0o644 },
  'src/inference.ts': { policy: 'seed', mode: 0o644 },
};

const paths = Object.keys(generated);
const somePath = fc.constantFrom(...paths);
const otherPath = fc.constantFrom(...paths, 'notes.txt', 'src/mine/notes.txt');

/**
 * A rendering: some of the files. The lines come from a small alphabet, so that edits and updates often
 * overlap.
 */
export const rendering: fc.Arbitrary<FileTree> = fc
  .tuple(...paths.map((path) => fc.option(renderedFile(path), { nil: undefined, freq: 5 })))
  .map((files) => {
    const entries = paths.flatMap((path, index) => {
      const file = files[index];
      return file ? [[relPath(path), file] as const] : [];
    });
    return new Map(entries);
  });

function renderedFile(path: string): fc.Arbitrary<RenderedFile> {
  const { policy, mode } = generated[path] ?? { policy: 'merge', mode: 0o644 };
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 6 });
  const versions = fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.constantFrom('1', '2'));
  const content = path.endsWith('.json')
    ? versions.map((dependencies) => `${JSON.stringify({ name: 'n', dependencies }, null, 2)}\n`)
    : path.endsWith('.yml')
      ? versions.map((variables) => stringify({ version: 0.2, variables }))
      : lines.map((words) => words.map((word) => `${word}\n`).join(''));
  return fc
    .record({ text: content, seed: fc.constantFrom('src/x.ts', 'src-other/x.ts') })
    .map(({ text, seed }) => ({
      content: new TextEncoder().encode(text),
      mode,
      policy,
      ...(policy === 'seed' && { seed }),
    }));
}

const at = fc.nat(6);

export const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constantFrom('insert', 'replace', 'remove'), path: somePath, at }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom('found', 'rewrite', 'delete', 'protect', 'windows'),
      path: somePath,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('rename' as const), path: otherPath, to: otherPath }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('resolve' as const),
      path: somePath,
      take: fc.constantFrom('mine', 'theirs', 'both'),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('damage' as const),
      how: fc.constantFrom('delete', 'cut', 'edit', 'forget-texts', 'clean'),
    }),
  },
);

let written = 0;

/** A unique line, which may be a member. */
function myLine(path: string): string {
  written += 1;
  return `"mine-${written}": ""${path.endsWith('.yml') ? '' : ','}`;
}

/** Performs the action, if it is possible. */
export function perform(folder: string, done: Act): void {
  if (done.kind === 'damage') damage(folder, done.how);
  else if (done.kind === 'rewrite')
    place(join(folder, done.path), `${myLine(done.path)}\n${myLine(done.path)}\n`);
  else if (done.kind === 'found') place(join(folder, done.path), foundText(done.path));
  else if (existsSync(join(folder, done.path))) performOnFile(folder, done);
}

function performOnFile(folder: string, done: Exclude<Act, { readonly kind: 'damage' }>): void {
  const file = join(folder, done.path);
  const text = readFileSync(file, 'utf8');
  if (done.kind === 'delete') rmSync(file, { force: true });
  else if (done.kind === 'protect') chmodSync(file, statSync(file).mode ^ 0o222);
  else if (done.kind === 'windows') place(file, text.replace(/\r?\n/g, '\r\n'));
  else if (done.kind === 'resolve') place(file, resolved(text, done.take));
  else if (done.kind === 'rename') move(file, join(folder, done.to));
  else if ('at' in done) place(file, editedLines(text, done));
}

function move(file: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  renameSync(file, to);
}

function place(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  writeFileSync(file, text);
}

/** A whole file that was never generated, as another program writes it. */
function foundText(path: string): string {
  if (path.endsWith('.json'))
    return `{\n  "x": 1, // mine\n  ${myLine(path)}\n  "dependencies": { "x": "9" }\n}\n`;
  if (path.endsWith('.yml')) return `# mine\n${myLine(path)}\nvariables: { x: '9' }\n`;
  return `a\n${myLine(path)}\nb\n`;
}

function editedLines(text: string, { kind, path, at: index }: Edit): string {
  const lines = text.split('\n');
  const mine = kind === 'remove' ? [] : [myLine(path)];
  lines.splice(Math.min(index, lines.length - 1), kind === 'insert' ? 0 : 1, ...mine);
  return lines.join('\n');
}

function resolved(text: string, take: 'mine' | 'theirs' | 'both'): string {
  const block = /^<{7} .*\n([\s\S]*?)^\|{7} .*\n[\s\S]*?^={7}\r?\n([\s\S]*?)^>{7} .*\n/gm;
  return text.replace(block, { mine: '$1', theirs: '$2', both: '$1$2' }[take]);
}

function damage(folder: string, how: 'delete' | 'cut' | 'edit' | 'forget-texts' | 'clean'): void {
  const lock = join(folder, '.sagemaker-mkt/lock.json');
  if (how === 'forget-texts') rmSync(join(folder, '.sagemaker-mkt/base'), { recursive: true, force: true });
  // The effect of `git clean` after a kill.
  if (how === 'clean')
    for (const staging of globSync('.sagemaker-mkt/work/{fresh,*/staging}', { cwd: folder }))
      rmSync(join(folder, staging), { recursive: true });
  if (!existsSync(lock)) return;
  const text = readFileSync(lock, 'utf8');
  if (how === 'delete') rmSync(lock);
  if (how === 'cut') writeFileSync(lock, text.slice(0, text.length / 2));
  if (how === 'edit') writeFileSync(lock, text.replace(/"sha256":"..../, '"sha256":"0000'));
}
