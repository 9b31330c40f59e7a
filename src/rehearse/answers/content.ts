/** What a body says, read by the rules of its type. */
export interface Content {
  /** Numbers, texts, lists and objects: what two answers are compared by. */
  readonly value: unknown;
  /** The number of records or predictions; undefined where the body does not say where one ends. */
  readonly records: number | undefined;
}
