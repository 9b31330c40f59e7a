import { type Numbers, readNumbers } from './codecs/number-items.ts';
import { emptyFile } from './codecs/write-npy.ts';
import type { Table } from './records.ts';

/** Numbers in NumPy's memory layout: type, shape and bytes. The first axis is the records. */
export class NumberTable implements Table {
  /** In NumPy's notation, with the byte order first: `<f8`, `|b1`. */
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;

  constructor(type: string, shape: readonly number[], bytes: Uint8Array) {
    this.type = type;
    this.shape = shape;
    this.bytes = bytes;
  }

  static ofDoubles(cells: Float64Array, shape: readonly number[]): NumberTable {
    return new NumberTable('<f8', shape, new Uint8Array(cells.buffer, cells.byteOffset, cells.byteLength));
  }

  /** The number of records. */
  get length(): number {
    return this.shape[0] ?? 0;
  }

  get kind(): string {
    return `${this.type} ${this.shape.slice(1)}`;
  }

  slice(start: number, end: number): NumberTable {
    const rowSize = this.length === 0 ? 0 : this.bytes.length / this.length;
    const last = Math.min(end, this.length);
    const shape = [last - start, ...this.shape.slice(1)];
    return new NumberTable(this.type, shape, this.bytes.subarray(start * rowSize, last * rowSize));
  }

  concat(...others: readonly NumberTable[]): NumberTable {
    const all = [this, ...others];
    const length = all.reduce((sum, table) => sum + table.length, 0);
    const bytes = Buffer.concat(all.map((table) => table.bytes));
    return new NumberTable(this.type, [length, ...this.shape.slice(1)], bytes);
  }

  toNpy(): Uint8Array {
    const { file, start } = emptyFile(this.type, this.shape, this.bytes.length);
    file.set(this.bytes, start);
    return file;
  }

  /** One value per record: a number or boolean if there is only one axis, otherwise a list of them. */
  toRows(): unknown[] {
    const cells = typedCells(this.type.slice(1), new Uint8Array(this.bytes).buffer);
    const [rows = 0, ...inner] = this.shape;
    if (inner.length === 0) return Array.from<unknown>(cells);
    return nested(cells, rows, inner, 0);
  }
}

/** 64-bit integers stay big integers if a JavaScript number would lose digits. */
function typedCells(type: string, memory: ArrayBuffer): Numbers | BigInt64Array | BigUint64Array {
  const cells = readNumbers(type, memory);
  if ((type !== 'i8' && type !== 'u8') || Array.prototype.every.call(cells, Number.isSafeInteger))
    return cells;
  return type === 'i8' ? new BigInt64Array(memory) : new BigUint64Array(memory);
}

function nested(
  cells: { slice(start: number, end: number): object },
  count: number,
  inner: readonly number[],
  start: number,
): unknown[] {
  const size = inner.reduce((result, length) => result * length, 1);
  const [length = 0, ...rest] = inner;
  return Array.from({ length: count }, (_, row) => {
    const first = start + row * size;
    return rest.length === 0 ? cells.slice(first, first + size) : nested(cells, length, rest, first);
  });
}
