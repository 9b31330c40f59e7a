/**
 * The numbers of a NumPy array. A type is the kind and size of the items, as in `f8`. Bytes must be little-endian.
 */
export type Numbers = ArrayLike<number | boolean> & { slice(start: number, end: number): object };

export function isNumberType(type: string): boolean {
  return Object.hasOwn(readers, type);
}

export function readNumbers(type: string, memory: ArrayBuffer): Numbers {
  const read = readers[type];
  if (!read) throw new TypeError(`NumPy’s ${type} is no number that an answer can hold`);
  return read(memory);
}

const readers: Readonly<Record<string, (memory: ArrayBuffer) => Numbers>> = {
  b1: (memory) => Array.from(new Uint8Array(memory), (byte) => byte !== 0),
  i1: (memory) => new Int8Array(memory),
  u1: (memory) => new Uint8Array(memory),
  i2: (memory) => new Int16Array(memory),
  u2: (memory) => new Uint16Array(memory),
  f2: (memory) => Float32Array.from(new Uint16Array(memory), halfFloat),
  i4: (memory) => new Int32Array(memory),
  u4: (memory) => new Uint32Array(memory),
  f4: (memory) => new Float32Array(memory),
  i8: (memory) => Float64Array.from(new BigInt64Array(memory), Number),
  u8: (memory) => Float64Array.from(new BigUint64Array(memory), Number),
  f8: (memory) => new Float64Array(memory),
};

function halfFloat(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}
