import type { DecodeTable } from '../codecs/decoded.ts';
import { decodeNumbers, tableOf } from '../codecs/read-numbers.ts';
import { arrangeRecords } from '../columns/arrange-records.ts';
import { decodeColumns } from '../columns/decode-columns.ts';
import type { ModelColumns } from '../columns/model-columns.ts';
import type { CellSource } from '../columns/read-column.ts';
import type { AnyRecord, Rows } from '../records.ts';
import { type PackedValue, packFrame, packTable } from './values.ts';

/** What a model in Python that takes tables says about itself. */
export interface TakesTable {
  readonly takes: 'frame' | 'numbers';
  /** Numbers of a model that says nothing about its columns have no names. */
  readonly columns: ModelColumns | null;
}

/** How bodies, or the records of a handler in TypeScript, become such a table. */
export interface TableForm {
  readonly decode: DecodeTable;
  readonly arrange: (
    records: readonly AnyRecord[],
    header: readonly string[] | undefined,
    source: CellSource,
  ) => Rows;
  readonly pack: (table: Rows) => PackedValue;
}

export function tableForm({ takes, columns }: TakesTable): TableForm {
  if (takes === 'numbers' && !columns) return { decode: decodeNumbers, arrange: tableOf, pack: packTable };
  return {
    decode: (body, codec, charset, hasHeader, fields) =>
      decodeColumns(body, codec, charset, hasHeader, fields, columns),
    arrange: (records, header, source) => arrangeRecords(records, header, source, columns),
    pack: takes === 'frame' ? packFrame : packTable,
  };
}
