import type { Codec, RecordFields } from '../declared.ts';
import type { Members, PlainRecord, Rows } from '../records.ts';
import type { Charset } from './body-text.ts';

/** The structure of the request body. A JSON answer gets the same structure. */
export type Shape = 'one' | 'list' | 'instances';

export interface Decoded {
  readonly records: readonly PlainRecord[];
  readonly shape: Shape;
  /** The other members of the JSON object that has `instances`. */
  readonly members?: Members;
  /** The header row of CSV, where the request says that there is one. */
  readonly header?: readonly string[];
}

/** The result of decoding for a model that takes a table instead of a list of records. */
export interface DecodedTable<Records extends Rows = Rows> extends Omit<Decoded, 'records'> {
  readonly records: Records;
}

export type DecodeTable = (
  body: Uint8Array,
  codec: Codec,
  charset: Charset,
  hasHeader: boolean,
  fields: RecordFields | null,
) => DecodedTable;
