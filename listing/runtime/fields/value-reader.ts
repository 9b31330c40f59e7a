import type { Field } from '../declared.ts';
import {
  converterFor,
  type FieldValue,
  isDecimal,
  isMissing,
  isNumeric,
  type Source,
} from './convert-value.ts';

/** The value of a field; undefined where what is given breaks a rule. */
export type ReadValue = (given: FieldValue | undefined) => FieldValue | undefined;

export function valueReader(field: Field, source: Source): ReadValue {
  const convert = converterFor(field.type, source);
  const fill = filler(field);
  const read: ReadValue = (given) => {
    if (given === undefined || isMissing(field, source, given)) return fill();
    const value = convert(given);
    return value !== undefined && brokenRule(field, value) === undefined ? value : undefined;
  };
  const isNumber = isNumeric(field);
  return isNumber && source === 'cell' ? numberReader(field, read) : read;
}

/** Most cells are numbers, so a number that obeys its rules is read in few steps. */
function numberReader(field: Field, read: ReadValue): ReadValue {
  const { values } = field;
  const { min, max } = rangeOf(field);
  const isWhole = field.type === 'integer';
  return (given) => {
    if (typeof given !== 'string') return read(given);
    const number = Number(given);
    const isInside = number >= min && number <= max && (!isWhole || Math.floor(number) === number);
    const isSound = isInside && isDecimal(given) && (values === undefined || values.includes(number));
    return isSound ? number : read(given);
  };
}

/** Without limits, every finite number is inside. */
export function rangeOf({ min, max }: Field): { readonly min: number; readonly max: number } {
  return { min: Number(min ?? -Number.MAX_VALUE), max: Number(max ?? Number.MAX_VALUE) };
}

/** The value of a record that lacks the field. A handler may change lists and objects, so each record has its own. */
function filler(field: Field): () => FieldValue | undefined {
  if (field.required) return () => undefined;
  const preset = (field.default ?? null) as FieldValue;
  if (preset === null) return () => null;
  if (typeof preset === 'object') return () => structuredClone(preset);
  const value = converterFor(field.type, 'json')(preset);
  return () => value;
}

export type BrokenRule = 'min' | 'max' | 'values';

/** The rule that a value of the right type breaks. Days have the order of their texts. */
export function brokenRule({ min, max, values }: Field, value: FieldValue): BrokenRule | undefined {
  if (min !== undefined && isComparable(value) && value < min) return 'min';
  if (max !== undefined && isComparable(value) && value > max) return 'max';
  const isAllowed = values === undefined || values.some((allowed) => allowed === value);
  return isAllowed ? undefined : 'values';
}

function isComparable(value: FieldValue): value is number | string {
  return typeof value === 'number' || typeof value === 'string';
}
