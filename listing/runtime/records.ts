/** What a request is decoded to: a CSV row (`string[]`), a JSON value, a line of text, or the bytes as they came. */
export type InputRecord = Json | Uint8Array;
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type Members = Readonly<Record<string, Json>>;

/** One for each record. */
export type Predictions = readonly unknown[] | Table;

/** Many records or predictions as one, so that nothing is done for each of them. */
export interface Table {
  readonly length: number;
  /** Tables of one kind fit under each other. */
  readonly kind: string;
  slice(start: number, end: number): Table;
  concat(...others: readonly Table[]): Table;
  toRows(): unknown[];
  toNpy(): Uint8Array;
}

/** Throw it where the caller's data is at fault: the answer is 400 with this message. Anything else is a 500. */
export class BadBody extends Error {
  override readonly name = 'BadBody';
}
