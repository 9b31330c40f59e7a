import { joinBytes } from '../text/join-bytes.ts';

const block = 512;

export interface TarEntry {
  /** Relative to the packed folder: `./a/b`, or `./a/` for a folder. */
  readonly name: string;
  readonly size: number;
  readonly mode: number;
  readonly isFolder: boolean;
}

/**
 * The header of a file or folder as GNU tar writes it with `--format=gnu --mtime=@0 --owner=0 --group=0
 * --numeric-owner`, so that `scripts/upload.sh` and we pack the same bytes. A name of 100 bytes or more is
 * an extra entry before.
 */
export function tarHeader(entry: TarEntry): Uint8Array {
  const name = new TextEncoder().encode(entry.name);
  const type = entry.isFolder ? '5' : '0';
  const own = headerBlock(name.subarray(0, 100), entry.size, entry.mode, type);
  if (name.length <= 100) return own;
  const held = new Uint8Array(padded(name.length + 1));
  held.set(name);
  const announced = headerBlock(new TextEncoder().encode('././@LongLink'), name.length + 1, 0o644, 'L');
  return joinBytes([announced, held, own]);
}

/** The size of a content in whole blocks. */
export function padded(size: number): number {
  return Math.ceil(size / block) * block;
}

/** The end of an archive: two empty blocks, and more to fill a record of 20 blocks. */
export function tarEnd(written: number): Uint8Array {
  const record = 20 * block;
  return new Uint8Array(Math.ceil((written + 2 * block) / record) * record - written);
}

function headerBlock(name: Uint8Array, size: number, mode: number, type: string): Uint8Array {
  const header = new Uint8Array(block);
  const put = (text: string, at: number) => header.set(new TextEncoder().encode(text), at);
  header.set(name);
  put(octal(mode, 7), 100);
  put(octal(0, 7), 108);
  put(octal(0, 7), 116);
  header.set(sizeField(size), 124);
  put(octal(0, 11), 136);
  put(' '.repeat(8), 148);
  put(type, 156);
  put('ustar  ', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  put(`${octal(sum, 6)}\0 `, 148);
  return header;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

/** Eleven octal digits are enough below 8 GiB; larger numbers are binary after a marker bit. */
function sizeField(size: number): Uint8Array {
  if (size < 8 ** 11) return new TextEncoder().encode(octal(size, 11));
  const field = new Uint8Array(12);
  let rest = BigInt(size);
  for (let at = 11; at > 0; at -= 1) {
    field[at] = Number(rest & 0xffn);
    rest >>= 8n;
  }
  field[0] = 0x80;
  return field;
}
