import { isUnder, type RelPath, relPath } from '../../model/file-tree.ts';
import { failure, ok, type Result } from '../../model/result.ts';
import { isRecord } from '../../text/is-record.ts';

/** Every file that a run writes or removes. */
export interface Journal {
  /** The run that wrote it, and the name of its folder. */
  readonly run: string;
  readonly moves: readonly JournalMove[];
  readonly deletes: readonly JournalDelete[];
}

export interface JournalMove {
  readonly to: RelPath;
  /** Fingerprint of the old content; null for no file, undefined for our own files, where it does not matter. */
  readonly before: string | null | undefined;
  /** Fingerprint of the new content. */
  readonly after: string;
}

export interface JournalDelete {
  readonly path: RelPath;
  /** As in a move. */
  readonly before: string | undefined;
}

/** Runs and their folders have such names. */
export function isRunId(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/**
 * Reads a journal as strictly as a manifest, because it decides what is moved and removed, and anybody can put a file in
 * its place. The reason is the end of a sentence. Undefined for a text that is not whole: a power cut may leave that.
 */
export function parseJournal(text: string): Result<Journal | undefined, string> {
  const value = parsed(text);
  if (value === undefined) return ok(undefined);
  if (!isRecord(value)) return failure('it is not a map');
  const { run, moves, deletes } = value;
  if (typeof run !== 'string' || !isRunId(run)) return failure('its `run` is not the id of a run');
  if (!Array.isArray(moves) || !moves.every(isMove)) return failure('one of its `moves` is not a move');
  if (!Array.isArray(deletes) || !deletes.every(isDelete)) return failure('one of its `deletes` is not one');
  return ok({
    run,
    moves: moves.map(({ to, before, after }) => ({ to, before, after })),
    deletes: deletes.map(({ path, before }) => ({ path, before })),
  });
}

function isMove(value: unknown): value is JournalMove {
  if (!isRecord(value) || !isPlace(value['to']) || !isHash(value['after'])) return false;
  return value['before'] === null || isOptionalHash(value['before']);
}

function isDelete(value: unknown): value is JournalDelete {
  return isRecord(value) && isPlace(value['path']) && isOptionalHash(value['before']);
}

/** A run writes nothing of git’s. */
export function isPlace(value: unknown): value is RelPath {
  if (typeof value !== 'string') return false;
  try {
    return !isUnder(relPath(value).toLowerCase(), ['.git']);
  } catch {
    return false;
  }
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}

function isOptionalHash(value: unknown): value is string | undefined {
  return value === undefined || isHash(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
