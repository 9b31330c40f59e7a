import { spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { proxiesOfThisMachine } from './node-root.ts';
import { run } from './run-engine.ts';

type Version = '3.11' | '3.13';

const certificates = '/etc/ssl/certs/ca-certificates.crt';
/** What the official image installs in addition to the libraries that Python is linked against. */
const packages = ['python3-pip-whl', 'netbase', 'tzdata'];
/** For one small program; removed afterwards. */
const compiler = ['tcc', 'libc6-dev'];

const interpreterOf = (version: Version) => `libpython${version}.so.1.0`;

/**
 * Puts Debian's Python where the official image has its own; returns the environment variables for the image.
 */
export function addPython(root: string, version: Version): readonly (readonly [string, string])[] {
  inRoot(root, ['apt-get', 'update', '-qq']);
  const all = [`libpython${version}`, ...packages, ...compiler];
  inRoot(root, ['apt-get', 'install', '-qq', '--no-install-recommends', ...all]);
  const library = join(root, 'usr/local/lib', `python${version}`);
  renameSync(join(root, 'usr/lib', `python${version}`), library);
  moveLibrary(root, version);
  undoDebianScheme(library, join(root, 'usr/local/lib', interpreterOf(version)));
  linkProgram(root, version);
  installPip(root, library);
  inRoot(root, ['apt-get', 'purge', '-qq', '--autoremove', ...compiler]);
  rmSync(join(root, 'var/lib/apt/lists'), { recursive: true });
  mkdirSync(join(root, 'var/lib/apt/lists/partial'), { recursive: true });
  rmSync(join(root, 'var/cache/apt/archives'), { recursive: true });
  mkdirSync(join(root, 'var/cache/apt/archives/partial'), { recursive: true });
  return environmentOfThisMachine();
}

/** In the official image, the interpreter is a library, and a small program loads it. */
function moveLibrary(root: string, version: Version): void {
  const interpreter = interpreterOf(version);
  renameSync(join(root, 'usr/lib/x86_64-linux-gnu', interpreter), join(root, 'usr/local/lib', interpreter));
  rmSync(join(root, 'usr/lib/x86_64-linux-gnu', `libpython${version}.so.1`));
  for (const link of [`libpython${version}.so`, `libpython${version}.so.1`])
    symlinkSync(interpreter, join(root, 'usr/local/lib', link));
}

/**
 * Debian changes where Python looks for packages and installs them: it uses dist-packages, in its own
 * folders. The official image uses Python's standard, which is site-packages next to the standard library.
 * The name is also inside the interpreter's binary; it can be replaced there because both words have the same
 * length.
 */
function undoDebianScheme(library: string, interpreter: string): void {
  for (const name of ['EXTERNALLY-MANAGED', 'sitecustomize.py', '_distutils_system_mod.py'])
    rmSync(join(library, name), { force: true });
  for (const file of [join(library, 'site.py'), interpreter])
    replaceIn(file, 'dist-packages', 'site-packages');
  const [scheme = ''] = globSync('sysconfig{.py,/__init__.py}', { cwd: library });
  replaceIn(join(library, scheme), "prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'");
  mkdirSync(join(library, 'site-packages'), { recursive: true });
}

function replaceIn(file: string, from: string, to: string): void {
  const text = readFileSync(file, 'latin1');
  if (!text.includes(from)) throw new Error(`${file} has no ${from} any more`);
  writeFileSync(file, text.replaceAll(from, to), 'latin1');
}

/** Debian's own program contains the interpreter, so it would hide that a listing's image lacks a library. */
function linkProgram(root: string, version: Version): void {
  const source =
    'int Py_BytesMain(int, char **); int main(int n, char **words) { return Py_BytesMain(n, words); }';
  const program = `/usr/local/bin/python${version}`;
  const search = ['-L/usr/local/lib', `-lpython${version}`, '-Wl,-rpath,$ORIGIN/../lib'];
  mkdirSync(join(root, 'usr/local/bin'), { recursive: true });
  writeFileSync(join(root, 'tmp/program.c'), source);
  inRoot(root, ['tcc', '-o', program, '/tmp/program.c', ...search]);
  inRoot(root, ['ldconfig']);
  rmSync(join(root, 'tmp/program.c'));
  for (const name of ['python3', 'python'])
    symlinkSync(`python${version}`, join(root, 'usr/local/bin', name));
}

function installPip(root: string, library: string): void {
  const unpack =
    'import glob, sys, zipfile; zipfile.ZipFile(glob.glob("/usr/share/python-wheels/pip-*")[0]).extractall(sys.argv[1])';
  inRoot(root, ['python3', '-B', '-c', unpack, join('/', relative(root, library), 'site-packages')]);
  if (!existsSync(join(library, 'site-packages/pip'))) throw new Error('the wheel of pip has no pip in it');
  const script =
    '#!/usr/local/bin/python3\nimport sys\nfrom pip._internal.cli.main import main\nsys.exit(main())\n';
  for (const name of ['pip', 'pip3'])
    writeFileSync(join(root, 'usr/local/bin', name), script, { mode: 0o755 });
}

function inRoot(root: string, words: readonly string[]): void {
  const env = { PATH: '/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive' };
  run('chroot', [root, ...words], { env, maxBuffer: 64 * 1024 * 1024 });
}

/** This machine's package index, if it has a URL. A local folder would not be in the image. */
function environmentOfThisMachine(): [string, string][] {
  const { stdout } = spawnSync('python3', ['-m', 'pip', 'config', 'get', 'global.index-url'], {
    encoding: 'utf8',
  });
  const index = process.env['PIP_INDEX_URL'] ?? stdout?.trim() ?? '';
  return [
    ['LANG', 'C.UTF-8'],
    ...(/^https?:/.test(index) ? [['PIP_INDEX_URL', index] as [string, string]] : []),
    ...(existsSync(certificates) ? [['PIP_CERT', certificates] as [string, string]] : []),
    ...proxiesOfThisMachine(),
  ];
}
