import type { Field } from '../declared.ts';
import type { NumberTable } from '../number-table.ts';
import { BadBody } from '../records.ts';
import type { FieldValue, Source } from './convert-value.ts';
import { misfit } from './misfit-words.ts';
import { isInside, quickRanges } from './quick-ranges.ts';
import { valueReader } from './value-reader.ts';

/** Checks the doubles of a table where they are. A missing one is replaced by the default of its field. */
export function checkTable(table: NumberTable, source: Source, fields: readonly Field[]): Float64Array {
  checkShape(table, fields);
  const { bytes, length } = table;
  const cells = new Float64Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / 8);
  const ranges = quickRanges(fields);
  const read = fields.map((field) => valueReader(field, source));
  const width = fields.length;
  for (let at = 0, row = 0; row < length; row++)
    for (let column = 0; column < width; column++, at++) {
      const cell = cells[at] as number;
      if (isInside(ranges, column, cell)) continue;
      const value = read[column]?.(cell);
      if (value === undefined) throw misfit(row, fields[column] as Field, source, cell);
      cells[at] = numberOf(value);
    }
  return cells;
}

function checkShape({ shape: [rows = 0, width, ...inner] }: NumberTable, fields: readonly Field[]): void {
  if (inner.length > 0)
    throw new BadBody(`the array has ${inner.length + 2} axes, and records with fields have 2`);
  if (width === fields.length || rows === 0) return;
  const lacking = fields.find(({ required }, at) => at >= (width ?? 0) && required);
  if (lacking) throw misfit(0, lacking, 'npy', undefined);
  const columns = `${width} column${width === 1 ? '' : 's'}`;
  const names = fields.map(({ name }) => name).join(', ');
  throw new BadBody(`record 1 has ${columns}, and there are ${fields.length} fields: ${names}`);
}

/** True and false are 1 and 0, and a missing value is NaN. */
export function numberOf(value: FieldValue | undefined): number {
  return value === null ? Number.NaN : Number(value);
}
