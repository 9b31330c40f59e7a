import type { RecordFields } from '../declared.ts';
import type { AnyRecord, FieldRecord, Json } from '../records.ts';

/** The values of a record in the order of its fields, unless it has one of these names, or only one value. */
export function asRow(
  record: AnyRecord,
  { rules }: RecordFields,
  names: readonly { readonly name: string }[],
): AnyRecord {
  if (!isMembers(record) || names.some(({ name }) => Object.hasOwn(record, name))) return record;
  return rules.length === 1 ? record : rules.map(({ name }) => withoutBytes(record[name] ?? null));
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
