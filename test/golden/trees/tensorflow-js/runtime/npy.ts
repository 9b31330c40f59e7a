import { BadBody, type Json } from './inference.ts';

type ReadElement = (view: DataView, at: number, isLittle: boolean) => Json;

interface Layout {
  readonly shape: readonly number[];
  /** Bytes from one item to the next, per axis. */
  readonly strides: readonly number[];
  /** Where the first item stands. */
  readonly start: number;
  readonly read: ReadElement;
  readonly isLittle: boolean;
}

/** A NumPy file to nested arrays of numbers, booleans or texts. An array without axes gives the value alone. */
export function parseNpy(body: Uint8Array): Json {
  const { shape, strides, start, read, isLittle } = readLayout(body);
  const view = new DataView(body.buffer, body.byteOffset, body.byteLength);
  const item = (axis: number, at: number): Json => {
    if (axis === shape.length) return read(view, at, isLittle);
    const stride = strides[axis] ?? 0;
    return Array.from({ length: shape[axis] ?? 0 }, (_, index) => item(axis + 1, at + index * stride));
  };
  return item(0, start);
}

/** Version 1 of the format counts its header in two bytes, later ones in four. */
function readLayout(body: Uint8Array): Layout {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length < 12 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
    throw new BadBody('the body is not a NumPy file: it does not start with \\x93NUMPY at byte 1');
  const headerAt = bytes[6] === 1 ? 10 : 12;
  const start = headerAt + (headerAt === 10 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8));
  const header = bytes.toString('latin1', headerAt, start);
  const [, order, kind = '', size = ''] = /'descr': *'([<>|])([biufU])(\d{1,9})'/.exec(header) ?? [];
  const read = kind === 'U' ? readText(Number(size)) : elements[kind + size];
  if (!read) throw new BadBody(`the NumPy header at byte ${headerAt + 1} names no plain number or text type`);
  const shape = (/'shape': *\(([\d, ]*)\)/.exec(header)?.[1]?.match(/\d+/g) ?? []).map(Number);
  const itemSize = Number(size) * (kind === 'U' ? 4 : 1);
  const needed = product(shape) * itemSize;
  const isEmpty = needed === 0 && shape[0] === 0;
  if (needed !== bytes.length - start || (needed === 0 && !isEmpty) || shape.length > 32)
    throw new BadBody(
      `the NumPy data from byte ${start + 1} on does not fill the shape (${shape.join(', ')})`,
    );
  const isFortran = header.includes("'fortran_order': True");
  const strides = shape.map(
    (_, axis) => product(isFortran ? shape.slice(0, axis) : shape.slice(axis + 1)) * itemSize,
  );
  return { shape, strides, start, read, isLittle: order !== '>' };
}

const elements: Readonly<Record<string, ReadElement>> = {
  b1: (view, at) => view.getUint8(at) !== 0,
  i1: (view, at) => view.getInt8(at),
  u1: (view, at) => view.getUint8(at),
  i2: (view, at, isLittle) => view.getInt16(at, isLittle),
  u2: (view, at, isLittle) => view.getUint16(at, isLittle),
  i4: (view, at, isLittle) => view.getInt32(at, isLittle),
  u4: (view, at, isLittle) => view.getUint32(at, isLittle),
  i8: (view, at, isLittle) => Number(view.getBigInt64(at, isLittle)),
  u8: (view, at, isLittle) => Number(view.getBigUint64(at, isLittle)),
  f4: (view, at, isLittle) => view.getFloat32(at, isLittle),
  f8: (view, at, isLittle) => view.getFloat64(at, isLittle),
};

/** Four bytes a character; NumPy fills up with zeros to the longest text of the array. */
function readText(length: number): ReadElement {
  return (view, at, isLittle) => {
    let text = '';
    for (let index = 0; index < length; index++) {
      const point = view.getUint32(at + index * 4, isLittle);
      text += String.fromCodePoint(point > 0x10ffff ? 0xfffd : point);
    }
    return text.replace(/\0+$/, '');
  };
}

function product(lengths: readonly number[]): number {
  return lengths.reduce((result, length) => result * length, 1);
}

/** Nested arrays to a NumPy file: numbers as `<f8`; if there is a text among them all are texts, as in NumPy itself. */
export function formatNpy(rows: readonly unknown[]): Uint8Array {
  const shape: number[] = [];
  for (let level: unknown = rows; Array.isArray(level); level = level[0]) shape.push(level.length);
  if (!fills(rows, shape)) throw new RangeError('the predictions differ in shape and make no NumPy array');
  const values: unknown[] = rows.flat(Number.POSITIVE_INFINITY);
  const isText = values.some((value) => typeof value === 'string');
  const texts = isText ? values.map((value) => Array.from(String(value ?? ''))) : [];
  const width = texts.reduce((longest, text) => Math.max(longest, text.length), 1);
  const type = isText ? `<U${width}` : '<f8';
  return Buffer.concat([npyHeader(type, shape), isText ? textBytes(texts, width) : numberBytes(values)]);
}

function fills(value: unknown, shape: readonly number[]): boolean {
  if (shape.length === 0) return typeof value !== 'object' || value === null;
  return (
    Array.isArray(value) && value.length === shape[0] && value.every((part) => fills(part, shape.slice(1)))
  );
}

/** The header ends in a newline, at a multiple of 64 bytes. */
function npyHeader(type: string, shape: readonly number[]): Uint8Array {
  const facts = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const length = Math.ceil((facts.length + 11) / 64) * 64 - 10;
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  return Buffer.concat([start, Buffer.from(`${facts.padEnd(length - 1)}\n`, 'latin1')]);
}

function textBytes(texts: readonly string[][], width: number): Uint8Array {
  const points = new Uint32Array(texts.length * width);
  texts.forEach((text, row) => {
    points.set(
      text.map((character) => character.codePointAt(0) ?? 0),
      row * width,
    );
  });
  return new Uint8Array(points.buffer);
}

function numberBytes(values: readonly unknown[]): Uint8Array {
  return new Uint8Array(Float64Array.from(values, (value) => Number(value ?? Number.NaN)).buffer);
}
