import type { Codec } from './catalogue.ts';
import type { Json } from './file-plan.ts';
import { npyRow } from './npy-row.ts';
import type { ResolvedField } from './resolved-listing.ts';

/** The values of one record, in the order of the fields. Undefined for one that is missing. */
export type FieldValues = readonly (Json | undefined)[];

/** A body with one record. Undefined where the type cannot hold these values. */
export function fieldBody(
  codec: Codec,
  fields: readonly ResolvedField[],
  values: FieldValues,
): Uint8Array | undefined {
  if (codec === 'npy') return values.every(isNumeric) ? npyRow(values.flatMap(numbersOf)) : undefined;
  if (codec === 'bytes') return bytesOf(values[0]);
  const text = codec === 'text' ? textOf(values[0]) : textBody(codec, fields, values);
  return text === '' ? undefined : new TextEncoder().encode(text);
}

function textBody(codec: Codec, fields: readonly ResolvedField[], values: FieldValues): string {
  if (codec === 'csv') {
    const line = values.map(csvCell).join(',');
    return line === '' ? '' : `${line}\n`;
  }
  const record = Object.fromEntries(
    fields.flatMap(({ name }, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
  );
  return `${JSON.stringify(codec === 'json' ? { instances: [record] } : record)}\n`;
}

/** The only field of an array can be a list of numbers. */
function isNumeric(value: Json | undefined): boolean {
  return Array.isArray(value)
    ? value.every(isNumeric)
    : typeof value !== 'string' && typeof value !== 'object';
}

function numbersOf(value: Json | undefined): number[] {
  return Array.isArray(value) ? value.map(Number) : [Number(value ?? Number.NaN)];
}

function bytesOf(value: Json | undefined): Uint8Array | undefined {
  if (typeof value !== 'string') return undefined;
  return Uint8Array.from(atob(value), (character) => character.charCodeAt(0));
}

function textOf(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function csvCell(value: Json | undefined): string {
  const text = textOf(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
