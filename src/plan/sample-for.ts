import type { Codec } from '../model/catalogue.ts';
import { fieldBody } from '../model/field-body.ts';
import type { Json } from '../model/file-plan.ts';
import { npyRow } from '../model/npy-row.ts';
import type { ResolvedContentType, ResolvedField } from '../model/resolved-listing.ts';
import { onePixel } from '../model/smallest-media.ts';

/**
 * A small sample of a content type, for tests, the rehearsal and the product page; the seller replaces it. Without
 * fields, it is four numbers or a text.
 */
export function sampleFor(
  { type, codec, extension }: ResolvedContentType,
  fields: readonly ResolvedField[] = [],
  isText = false,
): { path: string; bytes: Uint8Array } {
  const any = (isText ? { ...samples, ...texts } : samples)[codec];
  const bytes = pictures[type] ?? bodyOfExamples(codec, fields) ?? any;
  return { path: pathFor(type, extension), bytes: encoded(bytes) };
}

/** A sample with this record, which a model says that it takes; undefined for types that cannot have it. */
export function recordSampleFor(
  { type, codec, extension }: ResolvedContentType,
  record: readonly Json[],
): { path: string; bytes: Uint8Array } | undefined {
  const bytes = bodiesOf[codec]?.(record);
  return bytes === undefined ? undefined : { path: pathFor(type, extension), bytes: encoded(bytes) };
}

const bodiesOf: Readonly<
  Partial<Record<Codec, (record: readonly Json[]) => string | Uint8Array | undefined>>
> = {
  csv: (record) => (record.every((cell) => typeof cell !== 'object') ? `${record.join(',')}\n` : undefined),
  json: (record) => `{"instances": [${JSON.stringify(record)}]}\n`,
  jsonlines: (record) => `${JSON.stringify(record)}\n`.repeat(2),
  npy: (record) => {
    const cells = record.flatMap(cellsOf);
    const numbers = cells.filter((cell) => typeof cell === 'number');
    return numbers.length === cells.length ? npyRow(numbers, shapeOf(record)) : undefined;
  },
};

function cellsOf(value: Json): readonly Json[] {
  return Array.isArray(value) ? value.flatMap(cellsOf) : [value];
}

/** All lists of a level have the same length. */
function shapeOf(value: Json | undefined): readonly number[] {
  return Array.isArray(value) ? [value.length, ...shapeOf(value[0])] : [];
}

function pathFor(type: string, extension: string): string {
  return `samples/${type.replace(/[^a-z0-9]+/g, '-')}.${extension}`;
}

function encoded(bytes: string | Uint8Array): Uint8Array {
  return typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
}

/** One record, or two lines with it, from the examples of the fields. */
function bodyOfExamples(codec: Codec, fields: readonly ResolvedField[]): Uint8Array | undefined {
  if (fields.length === 0) return undefined;
  const values = fields.map(({ example }) => example);
  const body = fieldBody(codec, fields, values);
  return body && codec === 'jsonlines' ? Uint8Array.from([...body, ...body]) : body;
}

const samples = {
  csv: '5.1,3.5,1.4,0.2\n',
  json: '{"instances": [[5.1, 3.5, 1.4, 0.2]]}\n',
  jsonlines: '[5.1, 3.5, 1.4, 0.2]\n[6.2, 2.9, 4.3, 1.3]\n',
  npy: npyRow([5.1, 3.5, 1.4, 0.2]),
  text: 'hello world',
  bytes: 'hello world',
} as const;

const texts = {
  csv: '"A man eats bread, and it is warm."\n',
  json: '{"inputs": "A man eats bread."}\n',
  jsonlines: '{"inputs": "A man eats bread."}\n{"inputs": "It is warm."}\n',
} as const;

const pictures: Readonly<Record<string, Uint8Array>> = {
  'image/png': fromBase64(onePixel.png),
  'image/jpeg': fromBase64(onePixel.jpeg),
};

function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
