import { type ModelFile, type Packing, type Pieces, piecesOf } from './pieces.ts';

const mostPacked = 8 << 20;
const mostUnpacked = 32 << 20;

/** How a file is packed as a whole, by its first bytes; `other` where this tool does not unpack it. */
export type Wrapped = Packing | 'other' | undefined;

export function wrappedBy(file: Pieces): Wrapped {
  const [one = 0, two = 0, three = 0, four = 0, five = 0, six = 0] = file.read(0, 6);
  if (one === 0x1f && two === 0x8b) return 'gzip';
  if (one === 0x78 && (one * 256 + two) % 31 === 0) return 'zlib';
  const isBzip2 = one === 0x42 && two === 0x5a && three === 0x68 && four > 0x30 && four <= 0x39;
  const isXz = one === 0xfd && two === 0x37 && three === 0x7a && four === 0x58;
  const isLzma = one === 0x5d && two === 0 && three === 0;
  const isLz4 = one === 0x04 && two === 0x22 && three === 0x4d && four === 0x18;
  return isBzip2 || isXz || (isLzma && five < 0xe0 && six < 0xe0) || isLz4 ? 'other' : undefined;
}

/** The first part of what a packed file holds: as much as fits into a bounded memory. */
export function unpackedStart(file: ModelFile, packing: Packing): Pieces {
  return piecesOf(file.inflate(packing, file.read(0, mostPacked), mostUnpacked));
}
