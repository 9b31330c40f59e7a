import type { Json } from '../model/file-plan.ts';
import type { ResolvedField } from '../model/resolved-listing.ts';
import { fieldWords } from './field-views.ts';

type Schema = { readonly [key: string]: Json };

/** A record or prediction as an object. `null` stands for a missing value where the field is not required. */
export function objectSchema(fields: readonly ResolvedField[]): Schema {
  return {
    type: 'object',
    properties: Object.fromEntries(fields.map((field) => [field.name, fieldSchema(field)])),
    required: fields.filter(({ required }) => required).map(({ name }) => name),
    additionalProperties: false,
  };
}

/** The same as a list of its values, in the order of the fields. */
export function rowSchema(fields: readonly ResolvedField[]): Schema {
  return {
    type: 'array',
    prefixItems: fields.map(fieldSchema),
    items: false,
    minItems: fields.length,
    maxItems: fields.length,
  };
}

export function fieldSchema(field: ResolvedField): Schema {
  const { values, required, default: preset, example } = field;
  const words = fieldWords(field);
  return {
    ...typeSchema(field),
    ...(words !== '' && { description: words }),
    ...(values.length > 0 && { enum: required ? values : [...values, null] }),
    ...(preset !== null && { default: preset }),
    examples: [example],
  };
}

function typeSchema({ type, min, max, required }: ResolvedField): Schema {
  const orNull = (name: string): Schema => ({ type: required ? name : [name, 'null'] });
  if (type === 'date') return { ...orNull('string'), format: 'date' };
  if (type === 'image' || type === 'audio')
    return { ...orNull('string'), contentEncoding: 'base64', contentMediaType: `${type}/*` };
  if (type !== 'number' && type !== 'integer') return orNull(type);
  return {
    ...orNull(type),
    ...(min !== null && { minimum: min }),
    ...(max !== null && { maximum: max }),
  };
}
