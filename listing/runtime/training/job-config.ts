import { readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

export type JsonObject = Readonly<Record<string, unknown>>;

/** The content of a job's configuration file. */
export type Config =
  | { readonly kind: 'read'; readonly value: JsonObject }
  | { readonly kind: 'missing' }
  | { readonly kind: 'faulty' };

/**
 * In real jobs the names are in lower case. AWS's older pages, and containers based on them, use
 * `resourceConfig.json`.
 */
export function readConfig(baseDir: string, name: string, faults: string[]): Config {
  const folder = join(baseDir, 'input/config');
  try {
    const text =
      readIfThere(join(folder, name)) ?? readIfThere(join(folder, otherSpelling(folder, name) ?? name));
    if (text === undefined) return { kind: 'missing' };
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return { kind: 'read', value };
    faults.push(`${name} holds no JSON object`);
  } catch (fault) {
    faults.push(`${name} cannot be read: ${whyUnreadable(join(folder, name), fault)}`);
  }
  return { kind: 'faulty' };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined;
    throw fault;
  }
}

function otherSpelling(folder: string, name: string): string | undefined {
  try {
    return readdirSync(folder).find((one) => one.toLowerCase() === name);
  } catch (fault) {
    if (codeOf(fault) === 'ENOENT') return undefined;
    throw fault;
  }
}

/**
 * SageMaker's config folder has the mode `drw-r--r--`: users other than root can list it, but cannot open its
 * files. The original error names neither the folder nor the user as the problem.
 */
export function whyUnreadable(path: string, fault: unknown): string {
  const message = fault instanceof Error ? fault.message : String(fault);
  if (codeOf(fault) !== 'EACCES') return message;
  const barrier = lastReachable(path);
  const user = `user ${process.getuid?.() ?? 'unknown'}`;
  if (!barrier) return message;
  return `${barrier.path} has the mode ${modeText(barrier.stats)} and belongs to user ${barrier.stats.uid}, this process runs as ${user}; SageMaker runs containers as root`;
}

/** The file, or the folder that blocks access to it. */
function lastReachable(path: string): { readonly path: string; readonly stats: Stats } | undefined {
  try {
    return { path, stats: statSync(path) };
  } catch {
    return dirname(path) === path ? undefined : lastReachable(dirname(path));
  }
}

/** The mode in the notation of `ls -l`. */
function modeText(stats: Stats): string {
  const bits = [...'rwxrwxrwx'].map((letter, index) => (stats.mode & (0o400 >> index) ? letter : '-'));
  return (stats.isDirectory() ? 'd' : '-') + bits.join('');
}

function codeOf(fault: unknown): unknown {
  return fault instanceof Error && 'code' in fault ? fault.code : undefined;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function asObject(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
