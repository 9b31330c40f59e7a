import { NumberTable } from '../number-table.ts';
import { BadBody } from '../records.ts';
import { isNumberType } from './number-items.ts';
import { littleEndian, product, readLayout } from './read-npy.ts';

/** A NumPy file as a table, without reading its numbers. An array with one axis becomes a table with one column. */
export function tableOfNpy(body: Uint8Array): NumberTable {
  const { type, itemSize, isBigEndian, isFortran, shape, start } = readLayout(
    Buffer.from(body.buffer, body.byteOffset, body.byteLength),
  );
  if (!isNumberType(type)) throw new BadBody('the NumPy file holds texts, and the model takes numbers');
  const items = isBigEndian ? littleEndian(body.subarray(start), itemSize) : body.subarray(start);
  const inRows = isFortran && shape.length > 1 ? rowsFirst(items, itemSize, shape) : items;
  const axes = shape.length > 1 ? shape : [shape[0] ?? 1, 1];
  return new NumberTable(`${itemSize === 1 ? '|' : '<'}${type}`, axes, inRows);
}

/** In Fortran order, the items of the first axis are adjacent. */
function rowsFirst(items: Uint8Array, itemSize: number, shape: readonly number[]): Uint8Array {
  const result = new Uint8Array(items.length);
  const strides = shape.map((_, axis) => product(shape.slice(0, axis)));
  let to = 0;
  const copy = (axis: number, at: number): void => {
    const count = shape[axis] ?? 0;
    const stride = strides[axis] ?? 1;
    for (let index = 0, from = at; index < count; index++, from += stride) {
      if (axis < shape.length - 1) copy(axis + 1, from);
      else {
        result.set(items.subarray(from * itemSize, (from + 1) * itemSize), to);
        to += itemSize;
      }
    }
  };
  copy(0, 0);
  return result;
}
