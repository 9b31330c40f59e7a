import type { Decoded } from '../codecs.ts';
import type { Codec, Field } from '../declared.ts';
import type { FieldRecord } from '../records.ts';
import type { FieldValue } from './convert-value.ts';
import { FieldReader } from './field-reader.ts';

/** Each record as an object with every field. Throws `BadBody` for the first record that breaks a rule. */
export function fieldRecords(
  { records, header }: Decoded,
  codec: Codec,
  fields: readonly Field[],
): FieldRecord[] {
  const reader = new FieldReader(fields, codec, header);
  const names = fields.map(({ name }) => name);
  // Copies of one object have one shape, which is quicker than adding members one by one.
  const blank: Record<string, FieldValue> = Object.fromEntries(names.map((name) => [name, null]));
  const values: FieldValue[] = names.map(() => null);
  return records.map((record, index) => {
    reader.read(record, index, values);
    const result = { ...blank };
    for (let at = 0; at < names.length; at++) result[names[at] as string] = values[at] as FieldValue;
    return result;
  });
}
