import { type ModelFile, type Packing, type Pieces, piecesOf } from './pieces.ts';
import { unpackBzip2 } from './unpack/bzip2.ts';
import { unpackLzma, unpackXz } from './unpack/xz.ts';

/** How a file is packed as a whole, by its first bytes; `lz4` is not unpacked here. */
export type Wrapped = Extract<Packing, 'zlib' | 'gzip'> | 'bzip2' | 'xz' | 'lzma' | 'lz4';

export function wrappedBy(file: Pieces): Wrapped | undefined {
  const [one = 0, two = 0, three = 0, four = 0, five = 0] = file.read(0, 6);
  if (one === 0x1f && two === 0x8b) return 'gzip';
  if (one === 0x78 && (one * 256 + two) % 31 === 0) return 'zlib';
  if (one === 0x42 && two === 0x5a && three === 0x68 && four > 0x30 && four <= 0x39) return 'bzip2';
  if (one === 0xfd && two === 0x37 && three === 0x7a && four === 0x58 && five === 0x5a) return 'xz';
  if (one === 0x04 && two === 0x22 && three === 0x4d && four === 0x18) return 'lz4';
  return one === 0x5d && two === 0 && three === 0 ? 'lzma' : undefined;
}

const mostPacked = 8 << 20;
const mostUnpacked = 32 << 20;
/** Of those that this program unpacks itself, which takes longer. */
const mostUnpackedHere = 8 << 20;

/** The first part of what a packed file holds: as much as fits into a bounded memory and time. */
export function unpackedStart(file: ModelFile, packing: Exclude<Wrapped, 'lz4'>): Pieces {
  if (packing === 'zlib' || packing === 'gzip')
    return piecesOf(file.inflate(packing, file.read(0, mostPacked), mostUnpacked));
  return piecesOf(unpackers[packing](file.read(0, mostPacked), mostUnpackedHere));
}

const unpackers = { bzip2: unpackBzip2, xz: unpackXz, lzma: unpackLzma } as const;
