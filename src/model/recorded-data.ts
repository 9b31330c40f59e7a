import { isRecord } from '../text/is-record.ts';
import { relPath } from './file-tree.ts';

/** What a rehearsal has recorded for buyers, in `.sagemaker-mkt/buyer.json`. Each hash is SHA-256 in hex. */
export interface RecordedData {
  /** What the answers were made from, by path: the samples, and the folder of the model or of the training data. */
  readonly sources: Readonly<Record<string, string>>;
  /** The files below `buyer/` that were written. */
  readonly files: Readonly<Record<string, string>>;
}

export function printRecordedData({ sources, files }: RecordedData): string {
  return `${JSON.stringify({ format: 1, sources: sorted(sources), files: sorted(files) }, null, 2)}\n`;
}

/** Undefined for a damaged text, or one that we did not write. */
export function parseRecordedData(text: string): RecordedData | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value['format'] !== 1) return undefined;
    const { sources, files } = value;
    return areHashes(sources) && areHashes(files) ? { sources, files } : undefined;
  } catch {
    return undefined;
  }
}

function areHashes(value: unknown): value is Readonly<Record<string, string>> {
  return (
    isRecord(value) &&
    Object.entries(value).every(([path, hash]) => isRelPath(path) && typeof hash === 'string')
  );
}

/** The file may have been edited: no path may lead out of the listing. */
function isRelPath(path: string): boolean {
  try {
    return relPath(path) === path;
  } catch {
    return false;
  }
}

function sorted(hashes: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(hashes).sort(([a], [b]) => (a < b ? -1 : 1)));
}
