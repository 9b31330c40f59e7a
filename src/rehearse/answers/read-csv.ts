import { failure, ok, type Result } from '../../model/result.ts';
import type { Content } from './content.ts';

/** A cell in quotes with doubled quotes inside, or one without quotes; then what ends it. */
const cell = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** Rows of one width. Blank lines count for nothing. */
export function readCsv(text: string): Result<Content> {
  const rows: string[][] = [];
  let row: string[] = [];
  cell.lastIndex = 0;
  while (cell.lastIndex < text.length) {
    const found = cell.exec(text);
    if (!found) return failure(`row ${rows.length + 1} has a quote that does not fit`);
    const [, quoted, plain = '', end] = found;
    row.push(quoted?.replaceAll('""', '"') ?? plain);
    // A comma at the very end has one more cell behind it, an empty one.
    if (end === ',' && cell.lastIndex === text.length) row.push('');
    if (end === ',' && cell.lastIndex < text.length) continue;
    if (row.length > 1 || row[0] !== '') rows.push(row);
    row = [];
  }
  const width = rows[0]?.length;
  const other = rows.findIndex(({ length }) => length !== width);
  if (other > 0)
    return failure(`row ${other + 1} has ${rows[other]?.length} columns, and the rows above have ${width}`);
  return ok({ value: rows, records: rows.length });
}
