import type { Field, FieldType } from '../declared.ts';
import type { Json } from '../records.ts';

export type FieldValue = Json | Uint8Array;

/** Where a value comes from: a cell of CSV or a text, a JSON value, or a NumPy array. */
export type Source = 'cell' | 'json' | 'npy';

/** Undefined where the value is not of the type. */
type Convert = (given: FieldValue) => FieldValue | undefined;

export function isNumeric({ type }: Field): boolean {
  return type === 'number' || type === 'integer';
}

/** Whether a record lacks the field. */
export function isMissing(field: Field, source: Source, given: FieldValue | undefined): boolean {
  if (given === undefined || given === null) return true;
  if (source === 'npy') return typeof given === 'number' && Number.isNaN(given);
  if (source === 'json') return given instanceof Uint8Array && given.length === 0;
  if (typeof given !== 'string' || field.type === 'string') return given === '';
  const text = given.trim();
  return text === '' || (isNumeric(field) && text.toLowerCase() === 'nan');
}

export function converterFor(type: FieldType, source: Source): Convert {
  if (source === 'cell') return fromCell[type];
  return source === 'npy' && type === 'boolean' ? fromBit : fromJson[type];
}

const fromJson: Readonly<Record<FieldType, Convert>> = {
  number: (given) => (Number.isFinite(given) ? given : undefined),
  integer: (given) => (Number.isInteger(given) ? given : undefined),
  string: (given) => (typeof given === 'string' ? given : undefined),
  boolean: (given) => (typeof given === 'boolean' ? given : undefined),
  date: (given) => (typeof given === 'string' && isDay(given) ? given : undefined),
  image: bytesIn,
  audio: bytesIn,
  array: (given) => (Array.isArray(given) ? given : undefined),
  object: (given) => (isObject(given) ? given : undefined),
};

const fromCell: Readonly<Record<FieldType, Convert>> = {
  ...fromJson,
  number: (given) => numberIn(String(given)),
  integer: (given) => {
    const number = numberIn(String(given));
    return Number.isInteger(number) ? number : undefined;
  },
  boolean: (given) => truths.get(String(given).trim().toLowerCase()),
  date: (given) => fromJson.date(String(given).trim()),
  array: (given) => fromJson.array(jsonIn(String(given))),
  object: (given) => fromJson.object(jsonIn(String(given))),
};

const truths: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

/** An array of numbers has no true and false. */
function fromBit(given: FieldValue): boolean | undefined {
  return typeof given === 'boolean' ? given : truths.get(String(given));
}

function numberIn(text: string): number | undefined {
  const number = Number(text);
  return Number.isFinite(number) && isDecimal(text) ? number : undefined;
}

/** `Number` also reads a blank text, and numbers of other bases such as 0x1F. */
export function isDecimal(text: string): boolean {
  const first = text.charCodeAt(0);
  return (first > zero && first <= zero + 9) || decimalStart.test(text);
}

const zero = 0x30;
const decimalStart = /^\s*[-+]?(?:0(?![xob])|[1-9]|\.\d)/i;

function isDay(text: string): boolean {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(text) : undefined;
  // JavaScript takes February 30 for March 2.
  return day !== undefined && !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

function isObject(given: FieldValue): boolean {
  return typeof given === 'object' && !Array.isArray(given) && !(given instanceof Uint8Array);
}

function jsonIn(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** JSON has no bytes, so they come as base64. */
function bytesIn(given: FieldValue): Uint8Array | undefined {
  if (given instanceof Uint8Array) return given;
  if (typeof given !== 'string' || given.length % 4 !== 0) return undefined;
  return /^[A-Za-z0-9+/]+={0,2}$/.test(given) ? Buffer.from(given, 'base64') : undefined;
}
