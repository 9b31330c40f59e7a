/** One record of a request: a CSV row (`string[]`), a JSON value, a line of text, or the unchanged bytes. */
export type PlainRecord = Json | Uint8Array;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Members = Readonly<Record<string, Json>>;

/** A record with the fields of the manifest. Missing values are null. */
export type FieldRecord = { readonly [name: string]: Json | Uint8Array };

export type AnyRecord = PlainRecord | FieldRecord;

/** One prediction per record. */
export type Predictions = readonly unknown[] | Table;

/** Many records in one object, to avoid work per record. */
export interface Rows {
  readonly length: number;
  /** Only rows of the same kind can be joined with `concat`. */
  readonly kind: string;
  slice(start: number, end: number): Rows;
  concat(...others: readonly Rows[]): Rows;
}

/** The same for predictions. */
export interface Table extends Rows {
  slice(start: number, end: number): Table;
  concat(...others: readonly Table[]): Table;
  toRows(): unknown[];
  toNpy(): Uint8Array;
}

/** Throw it if the caller's data is wrong: the answer is 400 with this message. Any other error becomes a 500. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}
