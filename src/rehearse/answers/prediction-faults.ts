import { fieldMisfit, isOfType } from '../../model/field-misfit.ts';
import type { ResolvedContentType, ResolvedField } from '../../model/resolved-listing.ts';
import { readContent } from './read-content.ts';

/** What in an answer does not fit the fields of a prediction; nothing if all does. */
export function predictionFault(
  body: Uint8Array,
  { codec }: Pick<ResolvedContentType, 'codec'>,
  fields: readonly ResolvedField[],
): string | undefined {
  if (codec === 'bytes') return body.length > 0 ? undefined : 'the answer is empty';
  const read = readContent(body, codec);
  if (!read.ok) return read.reason;
  const { value } = read.value;
  if (codec === 'json') return jsonFault(value, fields);
  const isText = codec === 'csv' || codec === 'text';
  const rows = codec === 'npy' ? rowsOfArray(value as NumpyArray) : rowsOf(value, codec === 'text');
  return firstFault(isText ? rows.map((row) => typedCells(row, fields)) : rows, fields);
}

/** A list may hold predictions, or be the values of one. */
function jsonFault(value: unknown, fields: readonly ResolvedField[]): string | undefined {
  const list: unknown = Object(value).predictions ?? value;
  const fault = firstFault(Array.isArray(list) ? list : [list], fields);
  if (fault === undefined || !Array.isArray(value)) return fault;
  return firstFault([value], fields) === undefined ? undefined : fault;
}

function firstFault(predictions: readonly unknown[], fields: readonly ResolvedField[]): string | undefined {
  for (const [index, prediction] of predictions.entries()) {
    const fault = faultOf(prediction, fields);
    if (fault !== undefined) return `prediction ${index + 1}${fault}`;
  }
  return undefined;
}

function faultOf(prediction: unknown, fields: readonly ResolvedField[]): string | undefined {
  const [only, second] = fields;
  const isAlone = only !== undefined && second === undefined;
  if (isAlone && isOfType(only.type, prediction) && only.type !== 'object')
    return valueFault(only, prediction);
  if (Array.isArray(prediction)) return rowFault(prediction, fields);
  if (typeof prediction === 'object' && prediction !== null) return membersFault(prediction, fields);
  if (isAlone) return valueFault(only, prediction);
  return ` is ${JSON.stringify(prediction)}, and not an object or a list of ${fields.length} values`;
}

function rowFault(row: readonly unknown[], fields: readonly ResolvedField[]): string | undefined {
  if (row.length !== fields.length) return ` has ${row.length} values, and there are ${fields.length} fields`;
  return fields.map((field, index) => valueFault(field, row[index])).find((fault) => fault !== undefined);
}

function membersFault(prediction: object, fields: readonly ResolvedField[]): string | undefined {
  const members = new Map(Object.entries(prediction));
  const surplus = [...members.keys()].find((name) => !fields.some((field) => field.name === name));
  if (surplus !== undefined) return `, field "${surplus}": there is no such field`;
  return fields
    .map((field) => valueFault(field, members.get(field.name)))
    .find((fault) => fault !== undefined);
}

function valueFault(field: ResolvedField, value: unknown): string | undefined {
  const isMissing = value === undefined || value === null || Number.isNaN(value);
  if (isMissing) return field.required ? `, field "${field.name}": it is missing` : undefined;
  const misfit = fieldMisfit(field, value);
  return misfit && `, field "${field.name}": ${JSON.stringify(value)} ${misfit.words}`;
}

function rowsOf(value: unknown, isText: boolean): readonly unknown[] {
  if (!isText) return Array.isArray(value) ? value : [value];
  const lines = String(value).split('\n');
  return lines.at(-1) === '' && lines.length > 1 ? lines.slice(0, -1) : lines;
}

/** Each cell as the type of its field, where it can be read so. */
function typedCells(row: unknown, fields: readonly ResolvedField[]): unknown {
  if (!Array.isArray(row)) return fields[0] ? typedCell(String(row), fields[0]) : row;
  return row.map((cell, index) => (fields[index] ? typedCell(String(cell), fields[index]) : cell));
}

function typedCell(cell: string, { type }: ResolvedField): unknown {
  if (cell === '') return null;
  if (type === 'string' || type === 'date') return cell;
  if (type === 'boolean') return /^(true|1)$/i.test(cell) ? true : /^(false|0)$/i.test(cell) ? false : cell;
  try {
    return JSON.parse(cell);
  } catch {
    return Number.isNaN(Number(cell)) ? cell : Number(cell);
  }
}

interface NumpyArray {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number> | string;
}

/** The rows of an array of numbers. Texts are one value, which no field of numbers takes. */
function rowsOfArray({ shape: [rows = 1, ...inner], values }: NumpyArray): readonly unknown[] {
  if (typeof values === 'string') return [values];
  if (inner.length === 0) return Array.from(values);
  const width = inner.reduce((product, length) => product * length, 1);
  return Array.from({ length: rows }, (_, row) => Array.from(values).slice(row * width, (row + 1) * width));
}
