import { csvDoubles } from '../codecs/csv-doubles.ts';
import { evenRows } from '../codecs/even-rows.ts';
import { readNumbers } from '../codecs/number-items.ts';
import { tableOfNpy } from '../codecs/table-of-npy.ts';
import { type Charset, type Decoded, type DecodedTable, decode } from '../codecs.ts';
import type { Codec, Field } from '../declared.ts';
import { NumberTable } from '../number-table.ts';
import { BadBody } from '../records.ts';
import type { FieldValue, Source } from './convert-value.ts';
import { FieldReader } from './field-reader.ts';
import { misfit } from './misfit-words.ts';
import { rangeOf, valueReader } from './value-reader.ts';

/** A table with a column for each field. True and false are 1 and 0, and a missing value is NaN. */
export function decodeFieldNumbers(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: readonly Field[],
): DecodedTable {
  if (codec === 'npy') return { records: checked(doublesOf(body), 'npy', fields), shape: 'list' };
  const quick = codec === 'csv' && !hasHeader ? csvDoubles(body) : undefined;
  if (quick) return { records: checked(quick, 'npy', fields), shape: quick.length === 1 ? 'one' : 'list' };
  const decoded = decode(body, codec, charset, hasHeader);
  const { header: _, records, ...rest } = decoded;
  const even = evenRows(records);
  return { ...rest, records: even ? checked(even, 'json', fields) : tableOf(decoded, codec, fields) };
}

function tableOf({ records, header }: Decoded, codec: Codec, fields: readonly Field[]): NumberTable {
  const reader = new FieldReader(fields, codec, header);
  const values: FieldValue[] = fields.map(() => null);
  const cells = new Float64Array(records.length * fields.length);
  for (const [index, record] of records.entries()) {
    reader.read(record, index, values);
    for (let at = 0; at < fields.length; at++) cells[index * fields.length + at] = numberOf(values[at]);
  }
  return NumberTable.ofDoubles(cells, [records.length, fields.length]);
}

function numberOf(value: FieldValue | undefined): number {
  return value === null ? Number.NaN : Number(value);
}

/** Checks the numbers where they are. A missing one is replaced by the default of its field. */
function checked(table: NumberTable, source: Source, fields: readonly Field[]): NumberTable {
  checkShape(table, fields);
  const { bytes, length } = table;
  const cells = new Float64Array(bytes.buffer as ArrayBuffer, bytes.byteOffset, bytes.length / 8);
  const quick = fields.map(quickCheck);
  const read = fields.map((field) => valueReader(field, source));
  const width = fields.length;
  for (let at = 0, row = 0; row < length; row++)
    for (let column = 0; column < width; column++, at++) {
      const cell = cells[at] as number;
      const { min, max, isWhole } = quick[column] as QuickCheck;
      if (cell >= min && cell <= max && (!isWhole || Math.floor(cell) === cell)) continue;
      const value = read[column]?.(cell);
      if (value === undefined) throw misfit(row, fields[column] as Field, source, cell);
      cells[at] = numberOf(value);
    }
  return table;
}

interface QuickCheck {
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
}

/** Nothing passes it for fields with other rules than a range. */
function quickCheck(field: Field): QuickCheck {
  const isPlain = field.type !== 'boolean' && field.values === undefined;
  const { min, max } = isPlain
    ? rangeOf(field)
    : { min: Number.POSITIVE_INFINITY, max: Number.NEGATIVE_INFINITY };
  return { min, max, isWhole: field.type === 'integer' };
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

/** The numbers of a NumPy file as doubles, in memory of their own. */
function doublesOf(body: Uint8Array): NumberTable {
  const { type, shape, bytes } = tableOfNpy(body);
  const numbers = readNumbers(type.slice(1), new Uint8Array(bytes).buffer);
  const cells = numbers instanceof Float64Array ? numbers : Float64Array.from(numbers, Number);
  return NumberTable.ofDoubles(cells, shape);
}
