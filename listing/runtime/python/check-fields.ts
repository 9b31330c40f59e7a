import type { Field } from '../declared.ts';
import type { TakesTable } from './table-form.ts';
import { isBytes } from './values.ts';

/** Throws where the fields of the manifest are not what the model takes. */
export function checkFields(fields: readonly Field[], { takes, columns }: TakesTable): void {
  if (fields.length === 0) return;
  const other = fields.find((field) => (takes === 'frame' ? isBytes(field) : !isNumber(field)));
  if (other)
    throw new TypeError(
      `python/model.py takes ${formWords[takes]}, and the field "${other.name}" is of type ${other.type}: write TAKES = "values", and predict gets a list of dicts`,
    );
  if (!columns) return;
  const { names, kinds } = columns;
  const known = fields.map(({ name }) => name);
  const lacking = names?.find((name) => !known.includes(name));
  const surplus = names && known.find((name) => !names.includes(name));
  if (lacking !== undefined)
    throw new TypeError(
      `the model has the column "${lacking}", and fields.input in the manifest has no such field: add it`,
    );
  if (surplus !== undefined)
    throw new TypeError(
      `fields.input in the manifest has the field "${surplus}", and the model has no such column: remove the field, or name it as the model does: ${names?.join(', ')}`,
    );
  if (kinds.length !== known.length)
    throw new TypeError(
      `the model takes ${kinds.length} columns, and fields.input in the manifest has ${known.length} fields: name as many`,
    );
}

export const formWords = { frame: 'a data frame', numbers: 'numbers' } as const;

function isNumber({ type }: Field): boolean {
  return type === 'number' || type === 'integer' || type === 'boolean';
}
