import { textOf } from '../codecs/body-text.ts';
import { csvDoubles } from '../codecs/csv-doubles.ts';
import { isNumberType } from '../codecs/number-items.ts';
import { readLayout } from '../codecs/read-npy.ts';
import { tableOfNpy } from '../codecs/table-of-npy.ts';
import { type Charset, type DecodedTable, decode } from '../codecs.ts';
import type { Codec, RecordFields } from '../declared.ts';
import { BadBody } from '../records.ts';
import { arrangeRecords, arrangeTable } from './arrange-records.ts';
import { decodeFieldColumns } from './field-columns.ts';
import { hasTexts, type ModelColumns } from './model-columns.ts';
import type { NamedTable } from './named-table.ts';
import type { CellSource } from './read-column.ts';
import { splitFrame } from './split-frame.ts';

/**
 * Decodes a body to columns in the order of the model. Names come from the header of CSV, from the members of objects,
 * or from the model. Throws `BadBody` for columns that are missing, or that the model does not have.
 */
export function decodeColumns(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: RecordFields | null,
  model: ModelColumns | null,
): DecodedTable<NamedTable> {
  if (fields) return decodeFieldColumns(body, codec, charset, hasHeader, fields, model);
  const quick = hasTexts(model) ? undefined : quickNumbers(body, codec, charset, hasHeader, model);
  if (quick) return quick;
  // A text is the only column of the model, or a CSV row.
  const isOneColumn = codec === 'text' && model?.kinds.length === 1;
  const form = codec === 'text' && !isOneColumn ? 'csv' : codec;
  const { records, header, ...rest } = decode(body, form, charset, hasHeader);
  const split = codec === 'json' ? splitFrame(records, rest.shape, model) : undefined;
  if (split) return { records: arrangeRecords(split.rows, split.names, 'json', model), shape: 'list' };
  const source: CellSource = form === 'csv' || (isOneColumn && !hasTexts(model)) ? 'cell' : 'json';
  const table = arrangeRecords(records, header, source, model);
  return { ...rest, records: table, ...(header && { header }) };
}

/** Numbers need not become texts, or values of JSON, first. Undefined for anything else. */
function quickNumbers(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  model: ModelColumns | null,
): DecodedTable<NamedTable> | undefined {
  if (codec === 'npy') return numbersOfNpy(body, model);
  if (codec !== 'csv') return undefined;
  const { header, rest } = hasHeader ? headerOf(body, charset) : { header: undefined, rest: body };
  const table = rest && csvDoubles(rest);
  if (!table || (header && header.length !== table.shape[1])) return undefined;
  const shape = table.length === 1 ? 'one' : 'list';
  return { records: arrangeTable(table, header, model), shape, ...(header && { header }) };
}

/** The first line, unless it has quotes, and what follows it. */
function headerOf(body: Uint8Array, charset: Charset) {
  let start = 0;
  while (body[start] === feed || body[start] === carriageReturn) start++;
  let end = start;
  while (end < body.length && body[end] !== feed && body[end] !== carriageReturn) {
    if (body[end] === quote) return { header: undefined, rest: undefined };
    end++;
  }
  return { header: textOf(body.subarray(start, end), charset).split(','), rest: body.subarray(end) };
}

const feed = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

function numbersOfNpy(body: Uint8Array, model: ModelColumns | null): DecodedTable<NamedTable> | undefined {
  const { type } = readLayout(Buffer.from(body.buffer, body.byteOffset, body.byteLength));
  if (!isNumberType(type)) return undefined;
  const table = tableOfNpy(body);
  if (table.shape.length > 2)
    throw new BadBody(`the array has ${table.shape.length} axes, and a table has 2`);
  return { records: arrangeTable(table, undefined, model), shape: 'list' };
}
