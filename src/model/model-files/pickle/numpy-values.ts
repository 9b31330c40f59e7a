import { latin } from '../pieces.ts';
import {
  isBytes,
  isDict,
  isObject,
  itemsOf,
  memberOf,
  type Pickled,
  type PickledArray,
  type PickledObject,
} from './pickled.ts';

/** The type of an array's values, as the object of NumPy that stands for it says. */
export function typeOf(dtype: Pickled | undefined): string {
  const [name] = isObject(dtype) ? itemsOf(dtype.args) : [];
  return typeof name === 'string' ? name : '';
}

/** Whether the values are objects of Python, which are pickled themselves. */
export function holdsObjects(dtype: Pickled | undefined): boolean {
  if (typeOf(dtype).startsWith('O')) return true;
  const fields = isObject(dtype) ? itemsOf(dtype.state)[4] : undefined;
  return isDict(fields) && fields.entries.some(([, field]) => typeOf(itemsOf(field)[0]).startsWith('O'));
}

/** How many bytes a value has; undefined for a type that is not known. */
export function bytesOf(type: string): number | undefined {
  const [, kind = '', digits] = /^([a-zA-Z])(\d+)$/.exec(type) ?? [];
  if (kind === '' || digits === undefined) return undefined;
  return Number(digits) * (kind === 'U' ? 4 : 1);
}

/** The array that an object is, however it was pickled. */
export function arrayOf(value: Pickled | undefined): PickledArray | undefined {
  if (!isObject(value)) return undefined;
  if (value.array) return value.array;
  if (/^numpy\._?core\.multiarray\._reconstruct$/.test(value.of)) {
    const [, shape, dtype, , data] = itemsOf(value.state);
    return filledArray(shape, dtype, data);
  }
  if (/^numpy\._?core\.numeric\._frombuffer$/.test(value.of)) {
    const [data, dtype, shape] = itemsOf(value.args);
    return filledArray(shape, dtype, data);
  }
  return undefined;
}

function filledArray(shape: Pickled | undefined, dtype: Pickled | undefined, data: Pickled | undefined) {
  const type = typeOf(dtype);
  const values = itemsOf(data).filter(isPlain);
  return {
    type,
    shape: numbersOf(shape),
    values: values.length > 0 ? values : valuesIn(bytesIn(data), type),
  };
}

export function numbersOf(value: Pickled | undefined): readonly number[] {
  return itemsOf(value).filter((item) => typeof item === 'number');
}

export function isPlain(value: Pickled): value is number | string | boolean {
  return typeof value !== 'object';
}

/** Bytes, also as the oldest protocols write them: as a text with a letter for each. */
function bytesIn(data: Pickled | undefined): Uint8Array {
  if (isBytes(data)) return data.head;
  const [text] = isObject(data) ? itemsOf(data.args) : [];
  if (isObject(data) && isBytes(text)) return text.head;
  return typeof text === 'string'
    ? Uint8Array.from(text, (letter) => letter.charCodeAt(0))
    : new Uint8Array();
}

/** As many values as the bytes hold: numbers and texts in the order of bytes of this kind of machine. */
export function valuesIn(bytes: Uint8Array, type: string): readonly (number | string | boolean)[] {
  const width = bytesOf(type);
  const read = width ? readers[type.charAt(0)] : undefined;
  if (!width || !read) return [];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const values: (number | string | boolean)[] = [];
  for (let at = 0; at + width <= bytes.length; at += width) {
    const value = read(view, at, width);
    if (value === undefined) return [];
    values.push(value);
  }
  return values;
}

type Read = (view: DataView, at: number, width: number) => number | string | boolean | undefined;

const readers: Readonly<Record<string, Read>> = {
  i: (view, at, width) =>
    width === 8
      ? Number(view.getBigInt64(at, true))
      : small({ 1: 'getInt8', 2: 'getInt16', 4: 'getInt32' }, view, at, width),
  u: (view, at, width) =>
    width === 8
      ? Number(view.getBigUint64(at, true))
      : small({ 1: 'getUint8', 2: 'getUint16', 4: 'getUint32' }, view, at, width),
  f: (view, at, width) => small({ 4: 'getFloat32', 8: 'getFloat64' }, view, at, width),
  b: (view, at) => view.getUint8(at) !== 0,
  S: (view, at, width) => latin(new Uint8Array(view.buffer, view.byteOffset + at, width)).replace(/\0+$/, ''),
  U: (view, at, width) => {
    let text = '';
    for (let place = at; place < at + width; place += 4) {
      const point = view.getUint32(place, true);
      if (point > 0x10ffff) return undefined;
      if (point > 0) text += String.fromCodePoint(point);
    }
    return text;
  },
};

type Getter =
  | 'getInt8'
  | 'getInt16'
  | 'getInt32'
  | 'getUint8'
  | 'getUint16'
  | 'getUint32'
  | 'getFloat32'
  | 'getFloat64';

function small(getters: Readonly<Record<number, Getter>>, view: DataView, at: number, width: number) {
  const getter = getters[width];
  return getter && view[getter](at, true);
}

/** What joblib notes about an array whose bytes follow. */
export interface WrittenArray {
  readonly shape: readonly number[];
  readonly dtype: Pickled | undefined;
  readonly isAligned: boolean;
}

/** The array that joblib writes behind this object; undefined where it writes none. */
export function writtenBehind(object: PickledObject): WrittenArray | undefined {
  if (object.of !== 'joblib.numpy_pickle.NumpyArrayWrapper') return undefined;
  return {
    shape: numbersOf(memberOf(object, 'shape')),
    dtype: memberOf(object, 'dtype'),
    isAligned: typeof memberOf(object, 'numpy_array_alignment_bytes') === 'number',
  };
}
