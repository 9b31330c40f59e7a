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

export type FileMode = 0o644 | 0o755;

export interface TreeFile {
  readonly content: Uint8Array;
  readonly mode: FileMode;
}

/** What regeneration may do to a file: ours, merged, or written once and then the seller's. */
export type FilePolicy = 'own' | 'merge' | 'seed';

export interface RenderedFile extends TreeFile {
  readonly policy: FilePolicy;
}

/** A whole listing in memory, sorted by path. */
export type FileTree<File extends TreeFile = RenderedFile> = ReadonlyMap<RelPath, File>;
