import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Attempt, ModelRead, Role } from '../../rehearse/traces.ts';
import { packageRoot } from '../package-files.ts';

/** The watchers of one program, and the file that they write to. */
export interface Watchers {
  /** The folder of the watchers. */
  readonly folder: string;
  /** One line of JSON for each attempt. */
  readonly file: string;
  /** The lines so far. */
  readonly read: () => WatchersSaid;
}

export interface WatchersSaid {
  readonly watched: readonly string[];
  readonly attempts: readonly Attempt[];
  readonly reads: readonly ModelRead[];
}

/** A copy of the watchers for one server or training, in the rehearsal's own folder. */
export function placeWatchers(scratch: string, role: Role): Watchers {
  const folder = mkdtempSync(join(scratch, 'watch-'));
  chmodSync(folder, 0o755);
  cpSync(join(packageRoot(), 'src/shell/rehearse/watchers'), folder, { recursive: true });
  const file = join(mkdtempSync(join(scratch, 'seen-')), 'seen.jsonl');
  writeFileSync(file, '');
  // The program may run as another user than the owner of this file.
  chmodSync(file, 0o666);
  return { folder, file, read: () => readSeen(file, role) };
}

export interface WatchedPlaces {
  readonly folder: string;
  readonly file: string;
  /** The model, where it must not be changed. */
  readonly model: string | undefined;
  /** The names of the folder whose files count as read. */
  readonly reads?: readonly string[] | undefined;
}

/** Variables that make Node and Python load the watchers, also in child processes. Existing values are kept. */
export function watchedEnvironment(
  { folder, file, model, reads }: WatchedPlaces,
  present: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const loaded = `--require=${quoted(join(folder, 'watch-node.cjs'))}`;
  const { NODE_OPTIONS, PYTHONPATH } = present;
  return {
    NODE_OPTIONS: [NODE_OPTIONS, loaded].filter(Boolean).join(' '),
    PYTHONPATH: [folder, PYTHONPATH].filter(Boolean).join(delimiter),
    SAGEMAKER_MKT_SEEN: file,
    ...(model !== undefined && { SAGEMAKER_MKT_MODEL: model }),
    ...(reads !== undefined && { SAGEMAKER_MKT_READS: JSON.stringify(reads) }),
  };
}

/** Older versions of Node do not support quotes here; a path without spaces needs none. */
function quoted(path: string): string {
  return /[\s"\\]/.test(path) ? `"${path.replace(/["\\]/g, '\\$&')}"` : path;
}

interface SeenLine {
  readonly kind: Attempt['kind'] | 'watching' | 'read';
  readonly target: string;
  readonly language: 'node' | 'python';
  readonly pid: number;
  readonly program: string;
  readonly where?: string;
}

function readSeen(file: string, role: Role): WatchersSaid {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const lines = text.split('\n').flatMap(parseLine);
  const attempts = lines.flatMap(({ kind, target, language: by, pid, program, where }): Attempt[] =>
    kind === 'watching' || kind === 'read' ? [] : [{ role, kind, by, pid, program, target, where }],
  );
  const reads = lines.flatMap(({ kind, target: path, program, where }): ModelRead[] =>
    kind === 'read' ? [{ path, program, where }] : [],
  );
  return { watched: [...new Set(lines.map(({ language }) => language))], attempts, reads };
}

/** A killed process may leave half a line. */
function parseLine(line: string): readonly SeenLine[] {
  try {
    return line === '' ? [] : [JSON.parse(line) as SeenLine];
  } catch {
    return [];
  }
}
