import { type Charset, type DecodedTable, decode } from '../codecs.ts';
import type { Codec, RecordFields } from '../declared.ts';
import { decodeFieldNumbers } from '../fields/field-table.ts';
import { isMembers } from '../fields/record-rows.ts';
import { NumberTable } from '../number-table.ts';
import { batchRecords } from '../record-batches.ts';
import { type AnyRecord, BadBody, type FieldRecord, type Json } from '../records.ts';
import { csvDoubles } from './csv-doubles.ts';
import { evenRows } from './even-rows.ts';
import { tableOfNpy } from './table-of-npy.ts';

/**
 * Decodes a body to a table of numbers with a row for each record, as fast as the type allows: the numbers of a
 * NumPy file are not even read. A missing value is NaN. Throws `BadBody` with the position of a value that is not a
 * number.
 */
export function decodeNumbers(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: RecordFields | null = null,
): DecodedTable<NumberTable> {
  if (fields) return decodeFieldNumbers(body, codec, charset, hasHeader, fields.rules);
  if (codec === 'npy') return { records: tableOfNpy(body), shape: 'list' };
  // A text can be a CSV row.
  const form = codec === 'text' ? 'csv' : codec;
  const quick = form === 'csv' && !hasHeader ? csvDoubles(body) : undefined;
  if (quick) return { records: quick, shape: quick.length === 1 ? 'one' : 'list' };
  const { records, ...rest } = decode(body, form, charset, hasHeader);
  return { ...rest, records: tableOf(records) };
}

export function tableOf(records: readonly AnyRecord[]): NumberTable {
  const rows = rowsOfMembers(records) ?? records;
  return evenRows(rows) ?? checkedRows(rows);
}

/** The values of objects in the order of the first one. An object with one member, or with lists, is no row. */
function rowsOfMembers(records: readonly AnyRecord[]): readonly Json[][] | undefined {
  const [first] = records;
  if (first === undefined || !isMembers(first)) return undefined;
  const names = Object.keys(first);
  if (names.length < 2 || Object.values(first).some((value) => Object(value) === value)) return undefined;
  return records.map((record, index) => {
    if (isMembers(record) && hasMembers(record, names)) return names.map((name) => record[name] as Json);
    throw new BadBody(`record ${index + 1} must have the members of record 1: ${names.join(', ')}`);
  });
}

function hasMembers(record: FieldRecord, names: readonly string[]): boolean {
  return Object.keys(record).length === names.length && names.every((name) => Object.hasOwn(record, name));
}

/** Reads numbers from anything else: strings, nested lists, an object with one member. */
function checkedRows(records: readonly AnyRecord[]): NumberTable {
  const given = records.map((record) => (record instanceof Uint8Array ? record : withNaN(record)));
  const shape = new Array<null>(Math.max(1, depthOf(given[0]))).fill(null);
  const [batch] = batchRecords(given, [{ name: 'features', type: 'float64', shape }]);
  return NumberTable.ofDoubles(batch?.cells ?? new Float64Array(), batch?.shape ?? [0, 0]);
}

/** Missing values become NaN, as in a NumPy array: null, an empty cell, and the word NaN. */
function withNaN(value: Json | FieldRecord): Json {
  if (Array.isArray(value)) return value.map(withNaN);
  if (value === null || (typeof value === 'string' && /^\s*(nan)?\s*$/i.test(value))) return Number.NaN;
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, part]) => [name, part instanceof Uint8Array ? null : withNaN(part)]),
  );
}

function depthOf(value: unknown): number {
  if (Array.isArray(value)) return 1 + depthOf(value[0]);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
  return depthOf(Object.values(value)[0]);
}
