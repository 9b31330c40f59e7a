import { EndOfPacked, LzmaState, propertiesIn, type Unpacked } from './lzma.ts';

/** The begin of a file in the format before xz: properties, the size of the dictionary, the length. */
export function unpackLzma(packed: Uint8Array, most: number): Uint8Array {
  const properties = propertiesIn(packed[0] ?? 255);
  const out: Unpacked = { bytes: new Uint8Array(most), length: 0 };
  const said = lengthIn(packed);
  if (properties)
    tillEnd(() => new LzmaState(properties).unpack(packed.subarray(13), out, Math.min(most, said)));
  return out.bytes.subarray(0, out.length);
}

/** All ones where the file ends with a mark. */
function lengthIn(packed: Uint8Array): number {
  return packed.subarray(5, 13).reduceRight((number, byte) => number * 256 + byte, 0);
}

/** The first block of a file of xz, whose content is in chunks. */
export function unpackXz(packed: Uint8Array, most: number): Uint8Array {
  const out: Unpacked = { bytes: new Uint8Array(most), length: 0 };
  const header = 12;
  const start = header + ((packed[header] ?? 0) + 1) * 4;
  tillEnd(() => unpackChunks(packed.subarray(start), out, most));
  return out.bytes.subarray(0, out.length);
}

/** A chunk has 64 kB packed or 2 MB unpacked, but for the last one. */
const mostChunks = 2000;

function unpackChunks(packed: Uint8Array, out: Unpacked, most: number): void {
  let state: LzmaState | undefined;
  let last = 0;
  let at = 0;
  for (let left = mostChunks; left > 0 && out.length < most; left -= 1) {
    const control = packed[at] ?? 0;
    if (control === 0) return;
    if (control < 0x80) {
      at = copyChunk(packed, at, out, most);
      continue;
    }
    const length = ((control & 31) << 16) + two(packed, at + 1) + 1;
    const packedLength = two(packed, at + 3) + 1;
    const hasProperties = control >= 0xc0;
    if (hasProperties) last = packed[at + 5] ?? 255;
    if (control >= 0xa0) state = newState(last);
    if (!state) return;
    at += hasProperties ? 6 : 5;
    state.unpack(packed.subarray(at, at + packedLength), out, Math.min(most, out.length + length));
    at += packedLength;
  }
}

/** In chunks, the odds of a byte depend on four bits at most. */
function newState(byte: number): LzmaState | undefined {
  const properties = propertiesIn(byte);
  return properties && properties.ofByte + properties.ofPlace <= 4 ? new LzmaState(properties) : undefined;
}

/** A chunk that could not be packed. */
function copyChunk(packed: Uint8Array, at: number, out: Unpacked, most: number): number {
  const length = two(packed, at + 1) + 1;
  const bytes = packed.subarray(at + 3, at + 3 + Math.min(length, most - out.length));
  out.bytes.set(bytes, out.length);
  out.length += bytes.length;
  return at + 3 + length;
}

function two(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
}

function tillEnd(unpack: () => void): void {
  try {
    unpack();
  } catch (error) {
    if (!(error instanceof EndOfPacked)) throw error;
  }
}
