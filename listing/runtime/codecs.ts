import { type Charset, mostLists, textOf } from './codecs/body-text.ts';
import { parseCsv, printCsv } from './codecs/csv.ts';
import type { Decoded, Shape } from './codecs/decoded.ts';
import { parseJson, parseJsonLines } from './codecs/read-json.ts';
import { parseNpy } from './codecs/read-npy.ts';
import { printJson, printJsonLines, scalarText } from './codecs/write-json.ts';
import { printNpy } from './codecs/write-npy.ts';
import type { Codec } from './declared.ts';
import { BadBody, type Json, type Predictions } from './records.ts';

export type { Decoded, DecodedTable, DecodeTable, Shape } from './codecs/decoded.ts';
export type { Codec, DeclaredType, DeclaredTypes } from './declared.ts';
export type { Members } from './records.ts';
export type { Charset };
export { parseCsv };

/**
 * Decodes a body to records. Throws `BadBody` with the position of the error. CSV has no header row unless the
 * request says so: this is SageMaker's convention.
 */
export function decode(
  body: Uint8Array,
  codec: Codec,
  charset: Charset = 'utf-8',
  hasHeader = false,
): Decoded {
  if (codec === 'bytes') return { records: [body], shape: 'one' };
  if (codec === 'npy') return decodeNpy(body);
  const text = textOf(body, charset);
  if (codec === 'csv') return decodeCsv(text, hasHeader);
  if (codec === 'json') return decodeJson(parseJson(text));
  if (codec === 'jsonlines') return decodeJsonLines(text);
  return { records: [text], shape: 'one' };
}

/** A body with one row is one record, so a batch transform that splits by line gets one JSON value per line. */
function decodeCsv(text: string, hasHeader: boolean): Decoded {
  const records = parseCsv(text, mostLists + Number(hasHeader));
  const header = hasHeader ? records.shift() : undefined;
  if (records.length === 0) throw new BadBody(`the body has no rows${hasHeader ? ' below its header' : ''}`);
  return { records, shape: records.length === 1 ? 'one' : 'list', ...(header && { header }) };
}

function decodeJson(value: Json): Decoded {
  if (Array.isArray(value)) return { records: value, shape: 'list' };
  if (typeof value !== 'object' || !Array.isArray(value?.instances))
    return { records: [value], shape: 'one' };
  const { instances, ...members } = value;
  return { records: instances, shape: 'instances', members };
}

function decodeJsonLines(text: string): Decoded {
  const records = parseJsonLines(text);
  if (records.length === 0) throw new BadBody('the body has no lines');
  return { records, shape: 'list' };
}

/** The first axis counts the records. */
function decodeNpy(body: Uint8Array): Decoded {
  const value = parseNpy(body);
  return Array.isArray(value) ? { records: value, shape: 'list' } : { records: [value], shape: 'one' };
}

/**
 * Encodes predictions. There is no newline after the last line: `AssembleWith: Line` of a batch transform adds it.
 * Throws `TypeError` or `RangeError` for values that the codec cannot encode.
 */
export function encode(predictions: Predictions, codec: Codec, shape: Shape): Uint8Array {
  if (!('toRows' in predictions)) return encodeRows(predictions, codec, shape);
  return codec === 'npy' ? predictions.toNpy() : encodeRows(predictions.toRows(), codec, shape);
}

function encodeRows(predictions: readonly unknown[], codec: Codec, shape: Shape): Uint8Array {
  for (const prediction of predictions)
    if (prediction === undefined || typeof prediction === 'function' || typeof prediction === 'symbol')
      throw new TypeError(
        `a prediction is ${prediction === undefined ? 'undefined' : `a ${typeof prediction}`}`,
      );
  if (codec === 'npy') return printNpy(predictions);
  if (codec === 'bytes') return Buffer.concat(predictions.map(bytesOf));
  if (codec === 'csv') return Buffer.from(printCsv(predictions));
  if (codec === 'jsonlines') return printJsonLines(predictions);
  if (codec === 'text') return Buffer.from(predictions.map(scalarText).join('\n'));
  if (shape === 'instances') return printJson({ predictions });
  return printJson(shape === 'list' ? predictions : predictions[0]);
}

/** Bytes are sent unchanged, and so is the memory of other typed arrays. Anything else is sent as text. */
function bytesOf(value: unknown): Uint8Array {
  if (ArrayBuffer.isView(value)) return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return value instanceof ArrayBuffer ? new Uint8Array(value) : Buffer.from(scalarText(value));
}
