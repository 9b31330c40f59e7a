import type { View } from '../model/file-plan.ts';
import type { FieldType } from '../model/manifest.ts';
import type { ResolvedField } from '../model/resolved-listing.ts';

/** A field for the types of `runtime/contract.ts`. */
export function typeView(field: ResolvedField): View {
  const { name, type, values, required, default: preset } = field;
  return {
    name,
    words: fieldWords(field),
    type: recordTypes[type],
    values,
    isNullable: !required && preset === null,
  };
}

const recordTypes: Readonly<Record<FieldType, string>> = {
  number: 'number',
  integer: 'number',
  string: 'string',
  boolean: 'boolean',
  date: 'string',
  image: 'Uint8Array',
  audio: 'Uint8Array',
  array: "import('./inference.ts').Json[]",
  object: "import('./inference.ts').Members",
};

/** A field for the types of `runtime/fields.py`. */
export function pythonView(field: ResolvedField): View {
  const { name, type, values, required, default: preset } = field;
  // Python has no literal types of floats.
  const isLiteral = values.length > 0 && type !== 'number';
  const plain = isLiteral
    ? `typing.Literal[${values.map((value) => JSON.stringify(value)).join(', ')}]`
    : pythonTypes[type];
  return {
    name,
    words: fieldWords(field),
    type: required || preset !== null ? plain : `${plain} | None`,
  };
}

const pythonTypes: Readonly<Record<FieldType, string>> = {
  number: 'float',
  integer: 'int',
  string: 'str',
  boolean: 'bool',
  date: 'str',
  image: 'bytes',
  audio: 'bytes',
  array: 'list[typing.Any]',
  object: 'dict[str, typing.Any]',
};

/** A field for the checks of the server, without empty members. */
export function ruleView({
  name,
  type,
  unit,
  min,
  max,
  values,
  required,
  default: preset,
}: ResolvedField): View {
  return {
    name,
    type,
    ...(unit !== null && { unit }),
    ...(min !== null && { min }),
    ...(max !== null && { max }),
    ...(values.length > 0 && { values }),
    required,
    ...(preset !== null && { default: preset }),
  };
}

/** `Age of the customer, in years, 0 to 120.`: what an editor shows about a field. */
export function fieldWords({ description, unit, min, max, type }: ResolvedField): string {
  const range = rangeWords(min, max);
  const plain = type === 'date' ? 'a day as 2026-01-31' : type === 'integer' ? 'a whole number' : '';
  const facts = [unit === null ? '' : `in ${unit}`, range, plain].filter((fact) => fact !== '');
  return [description.trim().replace(/\.$/, ''), ...facts].filter((part) => part !== '').join(', ');
}

function rangeWords(min: number | string | null, max: number | string | null): string {
  if (min === null && max === null) return '';
  if (min === null) return `up to ${max}`;
  return max === null ? `from ${min}` : `${min} to ${max}`;
}
