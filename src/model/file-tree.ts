/** Relative to the listing, with `/`, without `.` and `..`. Created only by `relPath`. */
export type RelPath = string & { readonly brand: 'RelPath' };

export function relPath(text: string): RelPath {
  const parts = text.split('/');
  if (
    text === '' ||
    parts.some((part) => part === '' || part === '.' || part === '..' || part.includes('\\'))
  )
    throw new RangeError(`not a path inside a listing: ${JSON.stringify(text)}`);
  return text as RelPath;
}

/** Whether a path is one of the places or below one; an empty place is the whole listing. */
export function isUnder(path: string, places: readonly string[]): boolean {
  return places.some(
    (place) => place === '' || path === place || path.startsWith(place.endsWith('/') ? place : `${place}/`),
  );
}

export type FileMode = 0o644 | 0o755;

export interface TreeFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** A file on disk. */
export interface CurrentFile extends TreeFile {
  /** The file has no write permission. */
  readonly isReadOnly: boolean;
  /** Too large to be a generated file: its content was not read, and is empty here. */
  readonly isLarge: boolean;
}

/** What a run may do to a file: overwrite it, merge it, or write it once and leave it to the seller. */
export type FilePolicy = 'own' | 'merge' | 'seed';

export interface RenderedFile extends TreeFile {
  readonly policy: FilePolicy;
  /** What a seed is made from or for, if that depends on the framework or the fields. */
  readonly seed?: string;
  /** It has the bytes that this file of the listing has after the run; nothing is generated where that file is gone. */
  readonly copyOf?: RelPath;
}

/** A whole listing in memory, sorted by path. */
export type FileTree<File extends TreeFile = RenderedFile> = ReadonlyMap<RelPath, File>;
