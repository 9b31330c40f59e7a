import type { AnyRecord, FieldRecord, Json } from '../records.ts';

/** The values of a record, unless it has one of these names, or only one value. */
export function asRow(record: AnyRecord, names: readonly { readonly name: string }[]): AnyRecord {
  if (!isMembers(record) || names.some(({ name }) => Object.hasOwn(record, name))) return record;
  const values = Object.values(record);
  return values.length === 1 ? record : values.map(withoutBytes);
}

export function isMembers(record: AnyRecord): record is FieldRecord {
  return (
    typeof record === 'object' && record !== null && !Array.isArray(record) && !(record instanceof Uint8Array)
  );
}

export function withoutBytes(value: Json | Uint8Array): Json {
  if (!(value instanceof Uint8Array)) return value;
  throw new TypeError('a model takes numbers and not bytes: decode them in src/inference.ts');
}
