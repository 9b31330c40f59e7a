import type { Field, FieldType } from '../declared.ts';
import { BadBody } from '../records.ts';
import { converterFor, type FieldValue, isDecimal, isMissing, type Source } from './convert-value.ts';
import { brokenRule } from './value-reader.ts';

/** Says which record and field break which rule. Records are counted from 1. */
export function misfit(index: number, field: Field, source: Source, given: FieldValue | undefined): BadBody {
  return new BadBody(
    `record ${index + 1}, field ${JSON.stringify(field.name)}: ${ruleWords(field, source, given)}`,
  );
}

function ruleWords(field: Field, source: Source, given: FieldValue | undefined): string {
  if (given === undefined || isMissing(field, source, given)) return 'it is missing';
  const what = shown(given, source);
  const value = converterFor(field.type, source)(given);
  if (value === undefined) return `${what} is not ${typeWords[field.type]}`;
  const rule = brokenRule(field, value);
  if (rule === 'values')
    return `${what} is none of ${(field.values ?? []).map((one) => shown(one, 'json')).join(', ')}`;
  const unit = field.unit === undefined ? '' : ` ${field.unit}`;
  return rule === 'min'
    ? `${what} is below the minimum of ${field.min}${unit}`
    : `${what} is above the maximum of ${field.max}${unit}`;
}

const typeWords: Readonly<Record<FieldType, string>> = {
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

const longest = 60;

/** A number in a cell is shown like a number of JSON. */
function shown(given: FieldValue, source: Source): string {
  if (given instanceof Uint8Array) return `${given.length} bytes`;
  const isNumber = source === 'cell' && typeof given === 'string' && isDecimal(given);
  const number = isNumber ? Number(given) : given;
  const text = typeof number === 'number' && !Number.isNaN(number) ? String(number) : JSON.stringify(given);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}
