import { NumberTable } from '../number-table.ts';
import type { AnyRecord } from '../records.ts';
import { isNumberList } from './number-list.ts';

/** Rows of numbers with the same length as a table: nearly all bodies hold this. Undefined for anything else. */
export function evenRows(records: readonly AnyRecord[]): NumberTable | undefined {
  const [first] = records;
  if (!Array.isArray(first)) return undefined;
  const width = first.length;
  const cells = new Float64Array(records.length * width);
  let at = 0;
  for (const record of records) {
    if (!Array.isArray(record) || record.length !== width || !isNumberList(record)) return undefined;
    for (let column = 0; column < width; column++) cells[at++] = Number(record[column]);
  }
  return NumberTable.ofDoubles(cells, [records.length, width]);
}
