import { csvDoubles } from '../codecs/csv-doubles.ts';
import { evenRows } from '../codecs/even-rows.ts';
import { readNumbers } from '../codecs/number-items.ts';
import { tableOfNpy } from '../codecs/table-of-npy.ts';
import { type Charset, type Decoded, type DecodedTable, decode } from '../codecs.ts';
import type { Codec, Field } from '../declared.ts';
import { NumberTable } from '../number-table.ts';
import { checkTable, numberOf } from './check-table.ts';
import type { Source } from './convert-value.ts';
import { FieldReader } from './field-reader.ts';

/** A table with a column for each field. True and false are 1 and 0, and a missing value is NaN. */
export function decodeFieldNumbers(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: readonly Field[],
): DecodedTable<NumberTable> {
  if (codec === 'npy') return { records: tableChecked(doublesOf(body), 'npy', fields), shape: 'list' };
  const quick = codec === 'csv' && !hasHeader ? csvDoubles(body) : undefined;
  if (quick)
    return { records: tableChecked(quick, 'npy', fields), shape: quick.length === 1 ? 'one' : 'list' };
  const decoded = decode(body, codec, charset, hasHeader);
  const { header: _, records, ...rest } = decoded;
  const even = evenRows(records);
  return { ...rest, records: even ? tableChecked(even, 'json', fields) : readTable(decoded, codec, fields) };
}

function readTable({ records, header }: Decoded, codec: Codec, fields: readonly Field[]): NumberTable {
  const reader = new FieldReader(fields, codec, header);
  const cells = new Float64Array(records.length * fields.length);
  for (const [index, record] of records.entries()) {
    const values = reader.read(record, index);
    for (let at = 0; at < fields.length; at++) cells[index * fields.length + at] = numberOf(values[at]);
  }
  return NumberTable.ofDoubles(cells, [records.length, fields.length]);
}

function tableChecked(table: NumberTable, source: Source, fields: readonly Field[]): NumberTable {
  checkTable(table, source, fields);
  return table;
}

/** The numbers of a NumPy file as doubles, in memory of their own. */
function doublesOf(body: Uint8Array): NumberTable {
  const { type, shape, bytes } = tableOfNpy(body);
  const numbers = readNumbers(type.slice(1), new Uint8Array(bytes).buffer);
  const cells = numbers instanceof Float64Array ? numbers : Float64Array.from(numbers, Number);
  return NumberTable.ofDoubles(cells, shape);
}
