import { csvDoubles } from '../codecs/csv-doubles.ts';
import { type Charset, type Decoded, decode } from '../codecs.ts';
import type { Codec, RecordFields } from '../declared.ts';
import type { NumberTable } from '../number-table.ts';
import type { AnyRecord, FieldRecord } from '../records.ts';
import { checkTable } from './check-table.ts';
import { isNumeric } from './convert-value.ts';
import { FieldReader } from './field-reader.ts';

interface DecodedFields extends Omit<Decoded, 'records'> {
  readonly records: readonly FieldRecord[];
}

/** Each record as an object with every field. Throws `BadBody` for the first record that breaks a rule. */
export function decodeFieldRecords(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: RecordFields,
): DecodedFields {
  const { rules, make } = fields;
  // Cells of numbers need not become texts first.
  const isPlain = codec === 'csv' && !hasHeader && rules.every(isNumeric);
  const quick = isPlain ? csvDoubles(body) : undefined;
  if (quick) return { records: recordsOf(quick, fields), shape: quick.length === 1 ? 'one' : 'list' };
  const { records, header, ...rest } = decode(body, codec, charset, hasHeader);
  const reader = new FieldReader(rules, codec, header);
  const read = (record: AnyRecord, index: number) =>
    reader.isSound(record) ? record : (make(reader.read(record, index)) as FieldRecord);
  return { ...rest, records: records.map(read) };
}

function recordsOf(table: NumberTable, { rules, make }: RecordFields): FieldRecord[] {
  const cells = checkTable(table, 'npy', rules);
  const width = rules.length;
  return Array.from({ length: table.length }, (_, row) => {
    const values = cells.subarray(row * width, (row + 1) * width);
    return make(values.some(Number.isNaN) ? Array.from(values, orNull) : values) as FieldRecord;
  });
}

function orNull(cell: number): number | null {
  return Number.isNaN(cell) ? null : cell;
}
