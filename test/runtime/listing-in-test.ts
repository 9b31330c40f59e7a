import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { texts } from '../../src/shell/shipped/listing.ts';
import { root } from '../support/built.ts';
import { compileCacheOf } from '../support/compile-cache.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { whenOver } from '../support/when-over.ts';

const sources = new URL('../../listing/runtime', import.meta.url).pathname;

type Files = Readonly<Record<string, string>>;

/**
 * The files of a listing as in a container, next to their own `/opt/ml`: an unchanged copy of the runtime,
 * and files of the test. A path that starts with `ml/` is below `/opt/ml`.
 */
export function writeListing(files: Files = {}): string {
  const folder = writeFiles({ 'package.json': '{ "type": "module" }' });
  const shipped = [...texts].filter(([path]) => /^(runtime|src)\//.test(path));
  writeInto(folder, { ...Object.fromEntries(shipped), ...files });
  // A listing with conversations installs it.
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'node_modules/ws'), join(folder, 'node_modules/ws'));
  return folder;
}

/** The same with our sources, for a test that looks into them. */
export function writeSources(files: Files = {}): string {
  const folder = writeFiles({ 'package.json': '{ "type": "module" }' });
  cpSync(sources, join(folder, 'runtime'), { recursive: true });
  writeInto(folder, files);
  return folder;
}

/** Only the files of the test, for a runtime that runs in the test's process. */
export function writeFiles(files: Files): string {
  const folder = join(temporaryFolder(), 'listing');
  writeInto(folder, files);
  return folder;
}

export function writeInto(folder: string, files: Files): void {
  mkdirSync(folder, { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

export interface Running {
  readonly process: ChildProcess;
  /** All output so far, of stdout and stderr. */
  readonly printed: () => string;
  /** Resolves when the text has been printed. */
  readonly untilPrinted: (text: string) => Promise<void>;
  readonly exitCode: Promise<number | null>;
}

/** Starts an entry file with the Node of the test, as `bin/serve` and `bin/train` do. */
export function start(
  folder: string,
  entry: string,
  environment: Readonly<Record<string, string>> = {},
  words: readonly string[] = [],
): Running {
  const env = {
    PATH: process.env.PATH,
    SAGEMAKER_BASE_DIR: join(folder, 'ml'),
    ...compileCacheOf(folder),
    ...environment,
  };
  const child = spawn(process.execPath, [join(folder, entry), ...words], { env, cwd: folder });
  whenOver(() => child.kill('SIGKILL'));
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      printed += chunk;
    });
  const exitCode = once(child, 'close').then(([code]) => code);
  const untilPrinted = async (text: string) => {
    while (!printed.includes(text)) {
      if (child.exitCode !== null) throw new Error(`ended without printing ${text}:\n${printed}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };
  return { process: child, printed: () => printed, untilPrinted, exitCode };
}
