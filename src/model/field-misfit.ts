import { isDay } from './calendar-day.ts';
import type { Field, FieldType } from './manifest.ts';

/** What a value of a field has to obey. Missing limits are undefined or null. */
export interface FieldRules {
  readonly type: FieldType;
  readonly min?: Field['min'] | null;
  readonly max?: Field['max'] | null;
  readonly values?: readonly (number | string | undefined)[];
}

/** The rule that a value breaks, and the end of a sentence that begins with the value. */
export interface Misfit {
  readonly rule: 'type' | 'min' | 'max' | 'values';
  readonly words: string;
}

export const typeInWords: Readonly<Record<FieldType, string>> = {
  number: 'a number',
  integer: 'a whole number',
  string: 'a text',
  boolean: 'true or false',
  date: 'a day such as 2026-01-31',
  image: 'an image in base64',
  audio: 'a recording in base64',
  array: 'a list',
  object: 'an object',
};

/** The first rule of a field that a JSON value breaks. */
export function fieldMisfit({ type, min, max, values }: FieldRules, value: unknown): Misfit | undefined {
  if (!isOfType(type, value)) return { rule: 'type', words: `is not ${typeInWords[type]}` };
  if (isBelow(value, min)) return { rule: 'min', words: `is below its \`min\` of ${min}` };
  if (isBelow(max, value)) return { rule: 'max', words: `is above its \`max\` of ${max}` };
  if (values && values.length > 0 && !values.some((allowed) => allowed === value))
    return { rule: 'values', words: 'is not among its `values`' };
  return undefined;
}

export function isOfType(type: FieldType, value: unknown): boolean {
  if (type === 'number') return Number.isFinite(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'boolean') return typeof value === 'boolean';
  if (type === 'array') return Array.isArray(value);
  if (type === 'object') return typeof value === 'object' && value !== null && !Array.isArray(value);
  if (typeof value !== 'string') return false;
  if (type === 'string') return true;
  return type === 'date' ? isDay(value) : isBase64(value);
}

/** Days have the order of their texts. A limit of another type says nothing here: it has a problem of its own. */
function isBelow(value: unknown, limit: unknown): boolean {
  if (typeof value === 'number' && typeof limit === 'number') return value < limit;
  return typeof value === 'string' && typeof limit === 'string' && value < limit;
}

function isBase64(text: string): boolean {
  return text !== '' && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
}
