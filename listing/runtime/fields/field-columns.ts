import type { Field } from '../declared.ts';
import { BadBody } from '../records.ts';
import type { FieldValue, Source } from './convert-value.ts';
import { type ReadValue, valueReader } from './value-reader.ts';

/** Where the value of a field is, and how it is read. */
export interface FieldColumn {
  readonly field: Field;
  readonly read: ReadValue;
  /** Whether a text, or a truth, of JSON obeys all rules as it is. */
  readonly isSound: (given: FieldValue | undefined) => boolean;
  /** Its place in a row; -1 if the header does not have it. */
  readonly at: number;
  /** Objects without a member of their own have something else under this name, such as `constructor`. */
  readonly isInherited: boolean;
}

export function fieldColumns(
  fields: readonly Field[],
  source: Source,
  header: readonly string[] | undefined,
): readonly FieldColumn[] {
  const names = header?.map((name) => name.trim());
  if (names) checkHeader(names, fields);
  return fields.map((field, index) => ({
    field,
    read: valueReader(field, source),
    isSound: soundness(field),
    at: names ? names.indexOf(field.name) : index,
    isInherited: field.name in {},
  }));
}

function checkHeader(names: readonly string[], fields: readonly Field[]): void {
  const known = fields.map(({ name }) => name);
  for (const [index, name] of names.entries()) {
    const place = `the header, field ${JSON.stringify(name)}`;
    if (!known.includes(name))
      throw new BadBody(`${place}: there is no such field; the fields are ${known.join(', ')}`);
    if (names.indexOf(name) < index) throw new BadBody(`${place}: it is there twice`);
  }
}

/** Quick, and false wherever a look at the rules one by one is needed: also for numbers, which have their ranges. */
function soundness(field: Field): FieldColumn['isSound'] {
  const { type, values } = field;
  if (type === 'string')
    return (given) => typeof given === 'string' && (values === undefined || values.includes(given));
  return type === 'boolean' ? (given) => typeof given === 'boolean' : () => false;
}
