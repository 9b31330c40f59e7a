import type { FileMode, RelPath } from '../../model/file-tree.ts';
import { joinBytes } from '../../text/join-bytes.ts';
import type { ListingPaths } from './listing-paths.ts';
import type { NewListing } from './pausing-run.ts';

/** A new listing on its way to another thread. All contents are one block of bytes, which is handed over and not copied. */
export interface PackedListing {
  readonly paths: ListingPaths;
  readonly files: readonly { readonly to: RelPath; readonly mode: FileMode; readonly size: number }[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export function packListing({ paths, files }: NewListing): PackedListing {
  return {
    paths,
    files: files.map(({ to, mode, content }) => ({ to, mode, size: content.length })),
    bytes: joinBytes(files.map(({ content }) => content)),
  };
}

export function unpackListing({ paths, files, bytes }: PackedListing): NewListing {
  let end = 0;
  const unpacked = files.map(({ to, mode, size }) => {
    end += size;
    return { to, mode, content: bytes.subarray(end - size, end) };
  });
  return { paths, files: unpacked };
}
