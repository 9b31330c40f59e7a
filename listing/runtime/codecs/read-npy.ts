import { isUtf8 } from 'node:buffer';
import { BadBody, type Json } from '../records.ts';
import { mostLists } from './body-text.ts';
import { isNumberType, readNumbers } from './number-items.ts';

// NumPy's file format: \x93NUMPY, a version, the length of the header, the header (a Python dict literal), the items.

interface Layout {
  /** The kind and size of the items. `f8` is a float of eight bytes. */
  readonly type: string;
  readonly itemSize: number;
  readonly isBigEndian: boolean;
  readonly isFortran: boolean;
  readonly shape: readonly number[];
  /** The position of the first item. */
  readonly start: number;
}

/** NumPy 1 allows 32 axes, newer releases 64. */
export const maxAxes = 32;

/** Reads a NumPy file as nested lists of numbers, booleans or strings. An array without axes is a single value. */
export function parseNpy(body: Uint8Array): Json {
  const layout = readLayout(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  const { shape, isFortran } = layout;
  if (product(shape.slice(0, -1)) > mostLists)
    throw new BadBody(`the NumPy shape (${shape.join(', ')}) has more than ${mostLists} rows`);
  const items = itemsOf(body, layout);
  const strides = shape.map((_, axis) => product(isFortran ? shape.slice(0, axis) : shape.slice(axis + 1)));
  const nested = (axis: number, first: number): Json => {
    const count = shape[axis];
    if (count === undefined) return items[first] ?? null;
    const stride = strides[axis] ?? 1;
    const list = new Array<Json>(count);
    const isLast = axis === shape.length - 1;
    for (let index = 0, at = first; index < count; index++, at += stride)
      list[index] = isLast ? (items[at] ?? null) : nested(axis + 1, at);
    return list;
  };
  return nested(0, 0);
}

/** The header length has two bytes in version 1 of the format, and four bytes in versions 2 and 3. */
export function readLayout(bytes: Buffer): Layout {
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
    throw new BadBody('the body is not a NumPy file: it does not start with \\x93NUMPY at byte 1');
  const [version = 0] = bytes.subarray(6);
  if (version < 1 || version > 3)
    throw new BadBody(`the NumPy format ${version} at byte 7 is none of 1, 2, 3`);
  const headerAt = version === 1 ? 10 : 12;
  const start = headerAt + (version === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const place = `the NumPy header at byte ${headerAt + 1}`;
  if (start > bytes.length) throw new BadBody(`${place} is longer than the body`);
  const header = bytes.toString('latin1', headerAt, start);
  const [, order, kind = '', size = ''] = /'descr': *'([<>|=]?)([biufSU])(\d{1,9})'/.exec(header) ?? [];
  const itemSize = Number(size) * (kind === 'U' ? 4 : 1);
  const type = kind + size;
  if (!(isNumberType(type) || kind === 'S' || kind === 'U'))
    throw new BadBody(`${place} names no plain number or text type`);
  const fortran = /'fortran_order': *(True|False)/.exec(header)?.[1];
  // Python 2 wrote an L after long integers.
  const axes = /'shape': *\(( *(?:\d+L? *, *)*(?:\d+L? *)?)\)/.exec(header)?.[1];
  if (!fortran || axes === undefined) throw new BadBody(`${place} names no order or no shape`);
  const shape = (axes.match(/\d+/g) ?? []).map(Number);
  checkSize(shape, itemSize, bytes.length - start, `the NumPy data from byte ${start + 1} on`);
  return { type, itemSize, isBigEndian: order === '>', isFortran: fortran === 'True', shape, start };
}

function checkSize(shape: readonly number[], itemSize: number, given: number, place: string): void {
  const axes = `the shape (${shape.join(', ')})`;
  if (shape.length > maxAxes) throw new BadBody(`${place} has ${shape.length} axes; ${maxAxes} are allowed`);
  const needed = product(shape) * itemSize;
  if (needed !== given) throw new BadBody(`${place} is ${given} bytes long; ${axes} needs ${needed}`);
  // Axes of length 0 or 1 and empty strings add no bytes to a request, but each value uses memory here: limit them.
  const values = shape.reduce((sum, _, axis) => sum + product(shape.slice(0, axis + 1)), 0);
  if (values > 4096 + 4 * given) throw new BadBody(`${place} holds too little for ${axes}`);
}

/** A copy in little-endian byte order. The copy aligns the numbers, which typed arrays require. */
export function littleEndian(items: Uint8Array, unit: number): Buffer<ArrayBuffer> {
  const bytes = Buffer.from(new Uint8Array(items).buffer);
  if (unit === 2) bytes.swap16();
  if (unit === 4) bytes.swap32();
  if (unit === 8) bytes.swap64();
  return bytes;
}

/** The items in the order of the file. */
function itemsOf(body: Uint8Array, { type, itemSize, isBigEndian, start, shape }: Layout): ArrayLike<Json> {
  const bytes = littleEndian(body.subarray(start), isBigEndian ? (type.startsWith('U') ? 4 : itemSize) : 1);
  if (isNumberType(type)) return readNumbers(type, bytes.buffer);
  const readText = type.startsWith('U') ? pointsToText : bytesToText;
  return Array.from({ length: product(shape) }, (_, index) => {
    const from = index * itemSize;
    const text = readText(bytes.subarray(from, from + itemSize));
    if (text === undefined) throw new BadBody(`the NumPy text at byte ${start + from + 1} is no text`);
    return text;
  });
}

/** Four bytes per character. NumPy pads every string with zeros to the length of the longest one. */
function pointsToText(bytes: Buffer): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes.readUInt32LE(end - 4) === 0) end -= 4;
  let text = '';
  for (let at = 0; at < end; at += 4) {
    const point = bytes.readUInt32LE(at);
    if (point > 0x10ffff) return undefined;
    text += String.fromCodePoint(point);
  }
  return text;
}

function bytesToText(bytes: Buffer): string | undefined {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  const used = bytes.subarray(0, end);
  return isUtf8(used) ? used.toString() : undefined;
}

export function product(lengths: readonly number[]): number {
  return lengths.reduce((result, length) => result * length, 1);
}
