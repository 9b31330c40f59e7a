import type { Charset, DecodedTable } from '../codecs.ts';
import type { Codec, Field, RecordFields } from '../declared.ts';
import { isNumeric } from '../fields/convert-value.ts';
import { decodeFieldRecords } from '../fields/field-records.ts';
import { decodeFieldNumbers } from '../fields/field-table.ts';
import type { Json } from '../records.ts';
import { arrangeTable } from './arrange-records.ts';
import { type ColumnKind, hasTexts, type ModelColumns } from './model-columns.ts';
import { NamedTable } from './named-table.ts';
import { readColumn } from './read-column.ts';

/** With fields, columns have the names and types of the fields, in the order of the model. */
export function decodeFieldColumns(
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: RecordFields,
  model: ModelColumns | null,
): DecodedTable<NamedTable> {
  const { rules } = fields;
  const ofFields = rules.map(({ name }) => name);
  if (rules.every(isNumeric) && !hasTexts(model)) {
    const { records, ...rest } = decodeFieldNumbers(body, codec, charset, hasHeader, rules);
    return { ...rest, records: arrangeTable(records, ofFields, model) };
  }
  const { records, ...rest } = decodeFieldRecords(body, codec, charset, hasHeader, fields);
  const names = model?.names ?? ofFields;
  const columns = names.map((name, at) => {
    const field = rules.find((one) => one.name === name) as Field;
    const cells = records.map((record) => record[name] as Json);
    return readColumn(cells, kindOf(field, model?.kinds[at]), 'json', name);
  });
  return { ...rest, records: NamedTable.of(model ? model.names : ofFields, columns, records.length) };
}

function kindOf(field: Field, kind: ColumnKind = 'any'): ColumnKind {
  if (kind !== 'any') return kind;
  if (isNumeric(field)) return 'number';
  return field.type === 'string' || field.type === 'date' ? 'text' : 'any';
}
