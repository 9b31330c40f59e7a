import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { root } from './built.ts';
import { isEveryCase } from './every-case.ts';
import { type Environment, folderOf, heavy, pythonsFolder, usual } from './python.ts';

/**
 * Runs before the first test: test files run in parallel and must not find an incomplete environment. The
 * AWS CLI comes first on the PATH, alone: its Python is not the one that `python3` means.
 */
export function setup(): void {
  for (const name of isEveryCase ? [...usual, ...heavy] : usual) makeOrTell(name);
  const programs = join(pythonsFolder, 'programs');
  if (!existsSync(join(programs, 'aws'))) {
    mkdirSync(programs, { recursive: true });
    symlinkSync(join(folderOf('aws'), 'bin/aws'), join(programs, 'aws'));
  }
  process.env['PATH'] = [programs, process.env['PATH']].join(delimiter);
}

/** Without a network the tests that need this environment are skipped. In CI they may not be. */
function makeOrTell(name: Environment): void {
  try {
    makePython(name);
  } catch (error) {
    if (process.env['REQUIRE_TOOLS']) throw error;
    console.error(String(error));
  }
}

/**
 * Makes the environment of `test/python/<name>.txt`, unless it is there with the same packages and the same
 * Python. Only these packages are installed, and only files with these hashes. Returns the folder of its programs.
 */
export function makePython(name: Environment): string {
  const folder = folderOf(name);
  const programs = join(folder, 'bin');
  const file = join(root, 'test/python', `${name}.txt`);
  const wanted = `compiled by ${run('python3', ['--version'])}${readFileSync(file, 'utf8')}`;
  const stamp = join(folder, 'made-of');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return programs;
  rmSync(folder, { recursive: true, force: true });
  run(uvProgram(), ['venv', '--quiet', '--python', 'python3', folder]);
  const from = ['--build-constraints', file, '--requirement', file];
  run(uvProgram(), ['pip', 'install', ...exactly, '--python', folder, ...from]);
  if (name === 'pytorch' || name === 'transformers') installPytorch(folder);
  compile(folder);
  writeFileSync(stamp, wanted);
  return programs;
}

/**
 * Otherwise each process would compile what it imports, where PYTHONDONTWRITEBYTECODE is set, and the first ones in any
 * case. Some packages have files that are no Python; three are large, and hardly imported.
 */
function compile(folder: string): void {
  const words = [
    '-m',
    'compileall',
    '-qq',
    '-j',
    '0',
    '-x',
    '/(tests?|sympy|networkx|setuptools)/',
    join(folder, 'lib'),
  ];
  spawnSync(join(folder, 'bin/python3'), words);
}

/** Files that are installed as they are, but for three packages that have only their sources. */
export const onlyWheels = [
  ...['--only-binary', ':all:', '--no-binary', 'sagemaker-training'],
  ...['--no-binary', 'sagemaker-inference', '--no-binary', 'inotify-simple'],
];
const exactly = ['--quiet', '--no-deps', '--require-hashes', ...onlyWheels];

/**
 * The build for CPUs is not in the Python index. pip finds it where the settings of this machine say; its hash
 * depends on that.
 */
function installPytorch(folder: string): void {
  const words = ['-m', 'pip', '--python', join(folder, 'bin/python3'), 'install', '--quiet', '--no-deps'];
  run('python3', [...words, 'torch==2.13.0']);
}

/** uv makes in 2 seconds what takes pip 40. pip installs it. */
export function uvProgram(): string {
  const folder = join(pythonsFolder, 'uv');
  const program = join(folder, 'bin/uv');
  const requirements = join(root, 'test/python/uv.txt');
  if (!existsSync(program))
    run('python3', ['-m', 'pip', 'install', ...exactly, '--target', folder, '--requirement', requirements]);
  return program;
}

function run(command: string, words: readonly string[]): string {
  const { status, error, stdout, stderr } = spawnSync(command, words, { encoding: 'utf8' });
  if (status === 0) return stdout;
  throw new Error(`${command} ${words.join(' ')}: ${error?.message ?? stderr}`);
}
