import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export interface YoOptions {
  readonly stdio?: 'inherit' | 'pipe';
  /** The user ID to run as; only root can set it. */
  readonly user?: number;
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs the real `yo` in a home folder of its own. This repository is the only generator that it finds. */
export function runYo(
  folder: string,
  words: readonly string[],
  { stdio = 'pipe', user, environment = {} }: YoOptions = {},
): SpawnSyncReturns<string> {
  const home = mkdtempSync(join(tmpdir(), 'sagemaker-mkt-yo-'));
  const link = linkGenerator(folder, home);
  if (isRoot) openToAll(home);
  try {
    return spawnSync(process.execPath, [join(link, 'node_modules/yo/lib/cli.js'), ...words], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', stdio, stdio],
      env: { ...yoEnvironment(home), ...environment },
      ...(user !== undefined && { uid: user, gid: user }),
    });
  } finally {
    rmSync(join(folder, 'node_modules'), { recursive: true, force: true });
    rmSync(home, { recursive: true, force: true });
  }
}

export function yoEnvironment(home: string): NodeJS.ProcessEnv {
  return { ...process.env, HOME: home, XDG_CONFIG_HOME: join(home, 'config'), NO_UPDATE_NOTIFIER: '1' };
}

/** Links the generator to where `yo` looks for it, and returns the path of the link. */
export function linkGenerator(folder: string, home: string): string {
  const link = join(folder, 'node_modules', 'generator-sagemaker-mkt');
  if (existsSync(link)) return link;
  mkdirSync(dirname(link), { recursive: true });
  symlinkSync(readablePackage(home), link);
  return link;
}

const isRoot = process.getuid?.() === 0;

/**
 * `yo` started as root switches to an ordinary user. If that user cannot read a checkout in root's home, it
 * gets a copy.
 */
function readablePackage(home: string): string {
  if (!isRoot || everyoneMayEnter(root)) return root;
  const copy = join(home, 'package');
  for (const part of ['package.json', 'dist', 'schema', 'src', 'listing', 'templates', 'node_modules'])
    cpSync(join(root, part), join(copy, part), { recursive: true, verbatimSymlinks: true, filter: isNeeded });
  return copy;
}

/** The frameworks for listings are large, and only tests use them. */
function isNeeded(path: string): boolean {
  return !/node_modules\/(onnxruntime-node|@tensorflow)$/.test(path);
}

function everyoneMayEnter(folder: string): boolean {
  const isOpen = (statSync(folder).mode & 0o005) === 0o005;
  return isOpen && (dirname(folder) === folder || everyoneMayEnter(dirname(folder)));
}

/** Makes a folder writable for the user that `yo` switches to. */
export function openToAll(folder: string): void {
  spawnSync('chmod', ['-R', 'a+rwX', folder]);
}
