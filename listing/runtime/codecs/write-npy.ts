import { maxAxes } from './read-npy.ts';
import { cellsOf, isNumbers, scalarText } from './write-json.ts';

/**
 * Writes nested lists as a NumPy file. As in NumPy, one string makes all items strings, and booleans stay booleans
 * if there is nothing else. Anything else becomes a double, and null becomes NaN.
 */
export function printNpy(predictions: readonly unknown[]): Uint8Array {
  const shape = shapeOf(predictions);
  const items: unknown[] = [];
  collectItems(predictions, shape, 0, items);
  if (items.some((item) => typeof item === 'string')) return printTexts(items, shape);
  if (typeof items[0] === 'boolean' && items.every((item) => typeof item === 'boolean')) {
    const { file, start } = emptyFile('|b1', shape, items.length);
    file.set(items.map(Number), start);
    return file;
  }
  const { file, start } = emptyFile('<f8', shape, items.length * 8);
  const doubles = new Float64Array(file.buffer, start);
  for (let at = 0; at < items.length; at++) doubles[at] = toDouble(items[at]);
  return file;
}

/** The length of the list, of its first item, and so on. */
function shapeOf(predictions: readonly unknown[]): number[] {
  const shape: number[] = [];
  for (let parts = partsOf(predictions); parts; parts = partsOf(parts[0])) {
    shape.push(parts.length);
    if (shape.length > maxAxes) throw new RangeError(`the predictions have more than ${maxAxes} axes`);
  }
  return shape;
}

function partsOf(value: unknown): ArrayLike<unknown> | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  return Array.isArray(value) || isNumbers(value) ? value : cellsOf(value);
}

function collectItems(
  parts: ArrayLike<unknown>,
  shape: readonly number[],
  axis: number,
  items: unknown[],
): void {
  const isLast = axis === shape.length - 1;
  let isEven = parts.length === shape[axis];
  for (let at = 0; at < parts.length && isEven; at++) {
    const part = parts[at];
    const inner = partsOf(part);
    isEven = isLast === !inner;
    if (inner) collectItems(inner, shape, axis + 1, items);
    else items.push(part);
  }
  if (!isEven) throw new RangeError('the predictions differ in shape and make no NumPy array');
}

function toDouble(item: unknown): number {
  if (typeof item === 'number') return item;
  if (typeof item === 'function' || typeof item === 'symbol')
    throw new TypeError(`a prediction holds a ${typeof item}, which NumPy cannot hold`);
  return Number(item ?? Number.NaN);
}

function printTexts(items: readonly unknown[], shape: readonly number[]): Uint8Array {
  const texts = items.map((item) => Array.from(scalarText(item)));
  const width = texts.reduce((longest, text) => Math.max(longest, text.length), 1);
  const size = texts.length * width * 4;
  // All strings get the length of the longest one, so a few bytes could become gigabytes.
  if (size > maxTextBytes) throw new RangeError(`the texts would fill ${size} bytes of a NumPy array`);
  const { file, start } = emptyFile(`<U${width}`, shape, size);
  const points = new Uint32Array(file.buffer, start);
  texts.forEach((text, index) => {
    points.set(
      text.map((character) => character.codePointAt(0) ?? 0),
      index * width,
    );
  });
  return file;
}

const maxTextBytes = 2 ** 28;

/**
 * A file with only its header. The header ends with a newline at a multiple of 64 bytes, so that the items are
 * aligned.
 */
export function emptyFile(
  type: string,
  shape: readonly number[],
  size: number,
): { readonly file: Uint8Array<ArrayBuffer>; readonly start: number } {
  const facts = `{'descr': '${type}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
  const start = Math.ceil((facts.length + 11) / 64) * 64;
  const length = start - 10;
  const file = new Uint8Array(start + size);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, length & 255, length >> 8]);
  file.set(Buffer.from(`${facts.padEnd(length - 1)}\n`), 10);
  return { file, start };
}
