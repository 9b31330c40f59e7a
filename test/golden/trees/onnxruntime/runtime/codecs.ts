import { isAscii, isUtf8 } from 'node:buffer';
import { BadBody, type InputRecord, type Json } from './inference.ts';
import { formatNpy, parseNpy } from './npy.ts';

export type Codec = 'csv' | 'json' | 'jsonlines' | 'npy' | 'text' | 'bytes';

export interface DeclaredType<Type extends string = string> {
  readonly type: Type;
  readonly codec: Codec;
}

/** Never empty: the first one is the default. */
export type DeclaredTypes<Type extends string = string> = readonly [
  DeclaredType<Type>,
  ...DeclaredType<Type>[],
];

export type Charset = 'utf-8' | 'latin1' | 'us-ascii';

/** How the body was built, so that a JSON answer is built alike. */
export type Shape = 'one' | 'list' | 'instances';

export interface Decoded {
  readonly records: readonly InputRecord[];
  readonly shape: Shape;
}

/** Bytes to records. Throws `BadBody` with the place of the fault. */
export function decode(body: Uint8Array, codec: Codec, charset: Charset = 'utf-8'): Decoded {
  if (codec === 'bytes') return { records: [body], shape: 'one' };
  if (codec === 'npy') return decodeNpy(body);
  const text = textOf(body, charset);
  if (codec === 'csv') return decodeCsv(text);
  if (codec === 'json') return decodeJson(text);
  if (codec === 'jsonlines') return decodeJsonLines(text);
  return { records: [text], shape: 'one' };
}

/**
 * Predictions to bytes. There is no newline after the last line: `AssembleWith: Line` of a batch transform adds it.
 * JSON knows no NaN and no infinity; they become null.
 */
export function encode(predictions: readonly unknown[], codec: Codec, shape: Shape): Uint8Array {
  if (predictions.includes(undefined)) throw new TypeError('a prediction is undefined');
  if (codec === 'npy') return formatNpy(predictions.map(cellsOf));
  if (codec === 'bytes') return Buffer.concat(predictions.map(bytesOf));
  if (codec === 'csv') return Buffer.from(predictions.map(csvLine).join('\n'));
  if (codec === 'jsonlines') return Buffer.from(predictions.map(spacedJson).join('\n'));
  if (codec === 'text') return Buffer.from(predictions.map(scalarText).join('\n'));
  if (shape === 'instances') return Buffer.from(spacedJson({ predictions }));
  return Buffer.from(spacedJson(shape === 'list' ? predictions : predictions[0]));
}

function textOf(body: Uint8Array, charset: Charset): string {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  if (charset === 'latin1') return bytes.toString('latin1');
  const text = bytes.toString(charset === 'us-ascii' ? 'ascii' : 'utf8');
  if (charset === 'us-ascii' ? isAscii(bytes) : isUtf8(bytes)) return text.replace(/^\uFEFF/, '');
  // What could not be read was replaced, so the first byte that does not come back is the fault.
  const fault = Buffer.from(text).findIndex((byte, index) => byte !== bytes[index]);
  throw new BadBody(`the body is not ${charset} text: see byte ${fault + 1}`);
}

/** One-based. */
function placeOf(text: string, offset: number, firstLine = 1): string {
  const lines = text.slice(0, offset).split(/\r\n?|\n/);
  return `at line ${firstLine + lines.length - 1}, column ${(lines.at(-1) ?? '').length + 1}`;
}

/** A body of one row is one record: a batch transform that splits by line then gets one JSON value per line. */
function decodeCsv(text: string): Decoded {
  const records = parseCsv(text);
  if (records.length === 0) throw new BadBody('the body has no rows');
  return { records, shape: records.length === 1 ? 'one' : 'list' };
}

/** RFC 4180 with any line end; blank lines are not rows. Throws `BadBody` with line and column. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  for (let start = 0; start <= text.length; ) {
    const isQuoted = text[start] === '"';
    const end = isQuoted ? endOfQuotes(text, start) : endOfCell(text, start);
    row.push(isQuoted ? text.slice(start + 1, end - 1).replaceAll('""', '"') : text.slice(start, end));
    const isBlank = row.length === 1 && start === end;
    start = end + (text.startsWith('\r\n', end) ? 2 : 1);
    if (text[end] === ',') continue;
    if (!isBlank) rows.push(row);
    row = [];
  }
  return rows;
}

function endOfCell(text: string, start: number): number {
  delimiter.lastIndex = start;
  const end = delimiter.exec(text)?.index ?? text.length;
  if (text[end] === '"') throw new BadBody(`a quote stands inside an unquoted cell ${placeOf(text, end)}`);
  return end;
}

const delimiter = /[",\r\n]/g;

function endOfQuotes(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end === -1) throw new BadBody(`the quote ${placeOf(text, start)} is never closed`);
  if (end + 1 < text.length && !/[,\r\n]/.test(text.charAt(end + 1)))
    throw new BadBody(`text follows a closing quote ${placeOf(text, end + 1)}`);
  return end + 1;
}

/** The first axis counts the records. */
function decodeNpy(body: Uint8Array): Decoded {
  const value = parseNpy(body);
  return Array.isArray(value) ? { records: value, shape: 'list' } : { records: [value], shape: 'one' };
}

function decodeJson(text: string): Decoded {
  const value = parseJson(text);
  if (Array.isArray(value)) return { records: value, shape: 'list' };
  if (typeof value === 'object' && Array.isArray(value?.instances))
    return { records: value.instances, shape: 'instances' };
  return { records: [value], shape: 'one' };
}

function decodeJsonLines(text: string): Decoded {
  const records = text
    .split(/\r?\n/)
    .flatMap((line, index) => (line.trim() === '' ? [] : [parseJson(line, index + 1)]));
  if (records.length === 0) throw new BadBody('the body has no lines');
  return { records, shape: 'list' };
}

function parseJson(text: string, firstLine = 1): Json {
  try {
    return JSON.parse(text);
  } catch {
    const fault = jsonFault(text);
    const found = fault < text.length ? `unexpected ${JSON.stringify(text[fault])}` : 'unexpected end';
    throw new BadBody(`the body is not JSON: ${found} ${placeOf(text, fault, firstLine)}`);
  }
}

/** Where a text stops being JSON. The engine's message often names no place, and differs between releases. */
function jsonFault(text: string): number {
  const closers: string[] = [];
  // One character per token that may come next; `v` is a number, true, false or null.
  let wanted = anyValue;
  for (let at = past(jsonSpace, text, 0); ; at = past(jsonSpace, text, at)) {
    const char = text.charAt(at);
    const token = /[-\dtfn]/.test(char) ? 'v' : char;
    if (token === '' || !wanted.includes(token)) return at;
    const start = at;
    if (token === 'v') at = past(jsonScalar, text, start);
    else if (token === '"') at = past(jsonStringPart, text, start + 1);
    if (token === 'v' ? at === start : text[at] !== token) return at;
    if (token !== 'v') at += 1;
    const isKey = token === '"' && !wanted.includes('v');
    if (token === '{' || token === '[') closers.push(token === '{' ? '}' : ']');
    if (token === '}' || token === ']') closers.pop();
    wanted = isKey ? ':' : wantedAfter(token, closers.at(-1) ?? '');
  }
}

function wantedAfter(token: string, closer: string): string {
  if (token === '{') return '"}';
  if (token === '[') return `${anyValue}]`;
  if (token === ':') return anyValue;
  if (token === ',') return closer === '}' ? '"' : anyValue;
  return closer && `,${closer}`;
}

const anyValue = '{["v';
const jsonSpace = /[ \t\r\n]+/y;
const jsonScalar = /(?<![-+.\w])(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them unescaped.
const jsonStringPart = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

function past(pattern: RegExp, text: string, start: number): number {
  let end = start;
  for (pattern.lastIndex = start; pattern.test(text); ) end = pattern.lastIndex;
  return end;
}

/** JSON with a space after `:` and `,`, as Python prints it. Only the printer makes newlines, so they can be cut out. */
function spacedJson(value: unknown): string {
  const text: string | undefined = JSON.stringify(value, plainNumbers, 1);
  if (text === undefined) throw new TypeError(`a prediction is a ${typeof value}, which JSON cannot hold`);
  return text.replace(/,\n */g, ', ').replace(/\n */g, '');
}

/** A typed array would print as an object, and a bigint not at all. */
function plainNumbers(_key: string, value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  return isNumbers(value) ? Array.from(value) : value;
}

function isNumbers(value: unknown): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? spacedJson(value) : String(value);
}

function bytesOf(value: unknown): Uint8Array {
  return value instanceof Uint8Array ? value : Buffer.from(scalarText(value));
}

/** What a prediction holds side by side: array items, an object's values in key order, or the value alone. */
function cellsOf(value: unknown): unknown {
  if (isNumbers(value)) return Array.from(value);
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.values(value) : value;
}

function csvLine(prediction: unknown): string {
  const line = [cellsOf(prediction)].flat().map(scalarText).map(csvCell).join(',');
  return line === '' ? '""' : line;
}

function csvCell(text: string): string {
  return /[",\r\n\uFEFF]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
