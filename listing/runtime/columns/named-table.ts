import { NumberTable } from '../number-table.ts';
import type { Json, Rows } from '../records.ts';

/** The cells of a column. Null is a missing value. */
export type Column =
  | { readonly kind: 'number'; readonly cells: Float64Array }
  /** `text` and `boolean` hold nothing else; no boolean is missing. `values` are any. */
  | { readonly kind: 'text' | 'boolean' | 'values'; readonly cells: readonly Json[] };

/** Records as columns with names. Without names, columns are numbered. */
export class NamedTable implements Rows {
  readonly names: readonly string[] | null;
  readonly cells: NumberTable | ColumnCells;

  constructor(names: readonly string[] | null, cells: NumberTable | ColumnCells) {
    this.names = names;
    this.cells = cells;
  }

  /** Numbers alone go to Python as one array. */
  static of(names: readonly string[] | null, columns: readonly Column[], length: number): NamedTable {
    const numbers = columns.flatMap((column) => (column.kind === 'number' ? [column.cells] : []));
    const isNumeric = numbers.length === columns.length;
    return new NamedTable(names, isNumeric ? interleaved(numbers, length) : new ColumnCells(columns, length));
  }

  get length(): number {
    return this.cells.length;
  }

  get kind(): string {
    return JSON.stringify([this.names, this.cells.kind]);
  }

  slice(start: number, end: number): NamedTable {
    return new NamedTable(this.names, this.cells.slice(start, end));
  }

  concat(...others: readonly NamedTable[]): NamedTable {
    const cells = others.map((other) => other.cells);
    const joined =
      this.cells instanceof NumberTable
        ? this.cells.concat(...(cells as readonly NumberTable[]))
        : this.cells.concat(...(cells as readonly ColumnCells[]));
    return new NamedTable(this.names, joined);
  }
}

/** Columns of which at least one is no number. */
export class ColumnCells implements Rows {
  readonly columns: readonly Column[];
  readonly length: number;

  constructor(columns: readonly Column[], length: number) {
    this.columns = columns;
    this.length = length;
  }

  get kind(): string {
    return this.columns.map(({ kind }) => kind).join();
  }

  slice(start: number, end: number): ColumnCells {
    const columns = this.columns.map(
      (column) => ({ ...column, cells: column.cells.slice(start, end) }) as Column,
    );
    return new ColumnCells(columns, Math.min(end, this.length) - start);
  }

  concat(...others: readonly ColumnCells[]): ColumnCells {
    const length = others.reduce((sum, other) => sum + other.length, this.length);
    const columns = this.columns.map((first, at) => {
      const parts = [first, ...others.map(({ columns }) => columns[at] as Column)];
      if (first.kind !== 'number') return { ...first, cells: parts.flatMap(({ cells }) => [...cells]) };
      return { ...first, cells: joinedNumbers(parts, length) };
    });
    return new ColumnCells(columns, length);
  }
}

function joinedNumbers(parts: readonly Column[], length: number): Float64Array {
  const cells = new Float64Array(length);
  let at = 0;
  for (const part of parts) {
    cells.set(part.cells as Float64Array, at);
    at += part.cells.length;
  }
  return cells;
}

function interleaved(columns: readonly Float64Array[], length: number): NumberTable {
  const width = columns.length;
  const cells = new Float64Array(length * width);
  for (const [column, numbers] of columns.entries())
    for (let row = 0, at = column; row < length; row++, at += width) cells[at] = numbers[row] as number;
  return NumberTable.ofDoubles(cells, [length, width]);
}
