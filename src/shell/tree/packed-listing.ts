import type { FileMode, RelPath } from '../../model/file-tree.ts';
import { joinBytes } from '../../text/join-bytes.ts';
import type { ListingPaths } from './listing-paths.ts';
import type { NewListing } from './pausing-run.ts';

/** A new listing on its way to another thread. Its contents are one block of bytes, which is handed over and not copied. */
export interface PackedListing {
  readonly paths: ListingPaths;
  readonly files: readonly PackedFile[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A content that many listings have is kept by its number when it comes for the second time, and not sent after that. */
interface PackedFile {
  readonly to: RelPath;
  readonly mode: FileMode;
  readonly size: number;
  readonly kept?: number;
  readonly isSent: boolean;
}

/** Packs listings for one thread. */
export function listingPacker(): (listing: NewListing) => PackedListing {
  const seen = new WeakMap<Uint8Array, { times: number; kept?: number }>();
  let next = 0;
  const pack = (content: Uint8Array): Pick<PackedFile, 'kept' | 'isSent'> => {
    const known = seen.get(content) ?? { times: 0 };
    seen.set(content, known);
    known.times += 1;
    if (known.times === 2) {
      known.kept = next;
      next += 1;
    }
    return { isSent: known.times <= 2, ...(known.kept !== undefined && { kept: known.kept }) };
  };
  return ({ paths, files }) => {
    const packed = files.map(({ to, mode, content }) => ({
      to,
      mode,
      size: content.length,
      ...pack(content),
    }));
    const sent = files.filter((_, index) => packed[index]?.isSent);
    return { paths, files: packed, bytes: joinBytes(sent.map(({ content }) => content)) };
  };
}

/** Unpacks, in the other thread, what one packer has packed. */
export function listingUnpacker(): (packed: PackedListing) => NewListing {
  const keptContents = new Map<number, Uint8Array>();
  return ({ paths, files, bytes }) => {
    let end = 0;
    const unpacked = files.map(({ to, mode, size, kept, isSent }) => {
      end += isSent ? size : 0;
      const content = isSent ? bytes.subarray(end - size, end) : keptContents.get(kept ?? -1);
      if (!content) throw new Error(`the content of ${to} was never sent`);
      // A copy, so that the block is not kept with it.
      if (isSent && kept !== undefined) keptContents.set(kept, content.slice());
      return { to, mode, content };
    });
    return { paths, files: unpacked };
  };
}
