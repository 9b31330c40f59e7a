import { failure, ok, type Result } from '../../model/result.ts';
import type { Content } from './content.ts';

/** An array in NumPy's file format: a magic number, a header in the words of Python, and the values. */
export function readNpy(body: Uint8Array): Result<Content> {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (bytes.length < 10 || bytes.toString('latin1', 0, 6) !== '\x93NUMPY')
    return failure('it does not begin like an array of NumPy');
  const isShort = bytes[6] === 1;
  const begin = isShort ? 10 : 12;
  const end = begin + (isShort ? bytes.readUInt16LE(8) : bytes.length < 12 ? 0 : bytes.readUInt32LE(8));
  const header = bytes.toString('latin1', begin, end);
  const [, order, kind, size] = /'descr': '([<>|=]?)([a-zA-Z?])(\d*)'/.exec(header) ?? [];
  const shape = /'shape': \(([\d, ]*)\)/.exec(header)?.[1];
  const fortran = /'fortran_order': (True|False)/.exec(header)?.[1];
  if (end > bytes.length || kind === undefined || shape === undefined || fortran === undefined)
    return failure('its header does not say type, order and shape of an array');
  const axes = (shape.match(/\d+/g) ?? []).map(Number);
  const count = axes.reduce((product, axis) => product * axis, 1);
  // Python texts have four bytes a letter.
  const width = Number(size || 1) * (kind === 'U' ? 4 : 1);
  if (bytes.length - end !== count * width)
    return failure(`its header announces ${count * width} bytes of values, and ${bytes.length - end} follow`);
  const read = numberReader(`${kind}${size}`, order === '>');
  const values = read
    ? Array.from({ length: count }, (_, index) => read(bytes, end + index * width))
    : bytes.toString('latin1', end);
  return ok({ value: { type: kind, shape: axes, fortran, values }, records: axes[0] });
}

type ReadNumber = (bytes: Buffer, at: number) => number;

/** Undefined for what holds no numbers, such as texts: those are compared by their bytes. */
function numberReader(type: string, isBig: boolean): ReadNumber | undefined {
  const readers: Readonly<Record<string, ReadNumber>> = {
    f8: (bytes, at) => (isBig ? bytes.readDoubleBE(at) : bytes.readDoubleLE(at)),
    f4: (bytes, at) => (isBig ? bytes.readFloatBE(at) : bytes.readFloatLE(at)),
    i8: (bytes, at) => Number(isBig ? bytes.readBigInt64BE(at) : bytes.readBigInt64LE(at)),
    i4: (bytes, at) => (isBig ? bytes.readInt32BE(at) : bytes.readInt32LE(at)),
    i2: (bytes, at) => (isBig ? bytes.readInt16BE(at) : bytes.readInt16LE(at)),
    i1: (bytes, at) => bytes.readInt8(at),
    u8: (bytes, at) => Number(isBig ? bytes.readBigUInt64BE(at) : bytes.readBigUInt64LE(at)),
    u4: (bytes, at) => (isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at)),
    u2: (bytes, at) => (isBig ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at)),
    u1: (bytes, at) => bytes.readUInt8(at),
    b1: (bytes, at) => bytes.readUInt8(at),
  };
  return readers[type];
}
