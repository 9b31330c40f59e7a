import type { Codec } from '../model/catalogue.ts';
import type { Json } from '../model/file-plan.ts';
import type { ResolvedField } from '../model/resolved-listing.ts';
import { npyRow } from './npy-row.ts';

/** A body with one record, or two lines of it, from the examples of the fields. */
export function sampleOfFields(codec: Codec, fields: readonly ResolvedField[]): string | Uint8Array {
  const record = Object.fromEntries(fields.map(({ name, example }) => [name, example]));
  const [first] = fields;
  if (codec === 'csv') return `${fields.map(({ example }) => csvCell(example)).join(',')}\n`;
  if (codec === 'json') return `${JSON.stringify({ instances: [record] })}\n`;
  if (codec === 'jsonlines') return `${JSON.stringify(record)}\n`.repeat(2);
  if (codec === 'npy') return npyRow(numbersOf(fields));
  const value = first?.example ?? '';
  if (codec === 'text') return scalarText(value);
  return Uint8Array.from(atob(String(value)), (character) => character.charCodeAt(0));
}

/** The values of a row; the only field of an array can be a list of numbers by itself. */
function numbersOf(fields: readonly ResolvedField[]): number[] {
  return fields.flatMap(({ example }) => (Array.isArray(example) ? example.map(Number) : [Number(example)]));
}

function scalarText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function csvCell(value: Json): string {
  const text = scalarText(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
