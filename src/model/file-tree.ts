/** Relative to the listing, `/` between the parts, no `.` or `..` among them. Made by `relPath` alone. */
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

/** Whether a path is one of the places, or in a folder that is; an empty place is the whole listing. */
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

/** A file as it lies on disk. */
export interface CurrentFile extends TreeFile {
  /** The seller took its write permission away. */
  readonly isReadOnly: boolean;
  /** Far larger than anything that is generated: its content was not read, and is empty here. */
  readonly isLarge: boolean;
}

/** What regeneration may do to a file: ours, merged, or written once and then the seller's. */
export type FilePolicy = 'own' | 'merge' | 'seed';

export interface RenderedFile extends TreeFile {
  readonly policy: FilePolicy;
  /** Of a seed that differs from framework to framework, the template that it is. */
  readonly seed?: string;
}

/** A whole listing in memory, sorted by path. */
export type FileTree<File extends TreeFile = RenderedFile> = ReadonlyMap<RelPath, File>;
