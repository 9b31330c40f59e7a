import { isNumberList } from './number-list.ts';

/**
 * JSON with a space after `:` and `,`, as Python prints it. NaN and infinities become null because JSON does not
 * have them. Typed arrays become lists, and big integers keep every digit.
 */
export function printJson(value: unknown): Buffer {
  return spaced(compactJson(value));
}

export function printJsonLines(values: readonly unknown[]): Buffer {
  return spaced(values.map(compactJson).join('\n'));
}

function compactJson(value: unknown): string {
  // A replacer would do the same, but it would slow down all values for the sake of the rare ones.
  const text: string | undefined = JSON.stringify(isPlain(value) ? value : plainValue(value));
  if (text === undefined) throw new TypeError(`a prediction is a ${typeof value}, which JSON cannot hold`);
  return text;
}

/**
 * Adds the spaces while it copies within one buffer: it reads from the second part and writes to the first part.
 * Writing never overtakes reading: a value follows each separator, so at most every second byte needs a space.
 */
function spaced(compact: string): Buffer {
  const length = Buffer.byteLength(compact);
  const gap = (length >> 1) + 1;
  const bytes = Buffer.allocUnsafe(gap + length);
  bytes.write(compact, gap);
  let to = 0;
  for (let from = gap; from < bytes.length; ) {
    let byte = bytes[from++] ?? 0;
    // Digits first: most of a model's answer is digits.
    while (byte >= digits.first && byte <= digits.last && from < bytes.length) {
      bytes[to++] = byte;
      byte = bytes[from++] ?? 0;
    }
    bytes[to++] = byte;
    if (byte === marks.comma || byte === marks.colon) bytes[to++] = marks.space;
    else if (byte === marks.quote) {
      const far = from + shortString;
      do {
        byte = bytes[from++] ?? marks.quote;
        bytes[to++] = byte;
        if (byte === marks.backslash) bytes[to++] = bytes[from++] ?? 0;
      } while (byte !== marks.quote && from < far);
      if (byte === marks.quote) continue;
      const end = endOfString(bytes, from);
      bytes.copyWithin(to, from, end);
      to += end - from;
      from = end;
    }
  }
  return bytes.subarray(0, to);
}

/** For the rest of a longer string, Node's native search and copy are faster than a loop. */
const shortString = 32;

/** The position after the closing quote. */
function endOfString(bytes: Buffer, start: number): number {
  for (let at = start; ; ) {
    const quote = bytes.indexOf(marks.quote, at);
    let slashes = 0;
    while (quote - slashes > at && bytes[quote - slashes - 1] === marks.backslash) slashes += 1;
    at = quote + 1;
    if (slashes % 2 === 0) return at;
  }
}

const marks = { comma: 0x2c, colon: 0x3a, space: 0x20, quote: 0x22, backslash: 0x5c } as const;
const digits = { first: 0x30, last: 0x39 } as const;

/** Whether `JSON.stringify` prints it correctly without a copy. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value !== 'bigint';
  if (Array.isArray(value)) return isNumberList(value) || value.every(isPlain);
  if (!isRecord(value)) return false;
  for (const key in value) if (!isPlain(value[key])) return false;
  return true;
}

/** A copy that `JSON.stringify` prints correctly. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') return rawJson(value);
  if (typeof value !== 'object' || value === null) return value;
  const content = contentOf(value);
  if (content !== value) return isNumbers(value) && isPlain(content) ? content : plainValue(content);
  if (Array.isArray(value)) return Array.from(value, plainValue);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, plainValue(part)]));
}

function rawJson(value: bigint): unknown {
  // TypeScript's library does not declare rawJSON yet.
  const { rawJSON } = JSON as typeof JSON & { rawJSON: (text: string) => unknown };
  return rawJSON(String(value));
}

/** A typed array as a list, an object with `toJSON` as its result, anything else unchanged. */
function contentOf(value: object): unknown {
  if (isNumbers(value)) return Array.from(value);
  if ('toJSON' in value && typeof value.toJSON === 'function') return value.toJSON();
  if (value instanceof Number || value instanceof String || value instanceof Boolean) return value.valueOf();
  // Without this error, a Map, a Promise or a file handle would be printed as `{}`.
  if (!Array.isArray(value) && !isRecord(value) && Object.keys(value).length === 0)
    throw new TypeError(
      `a prediction holds an object of the class ${value.constructor.name}, which has no members to print`,
    );
  return value;
}

function isRecord(value: object): value is Record<string, unknown> {
  const prototype = Object.getPrototypeOf(value);
  return (prototype === Object.prototype || prototype === null) && !('toJSON' in value);
}

export function isNumbers(value: object): value is Float64Array {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/**
 * The cells of a prediction: the items of a list, or the values of an object in key order. Anything else is one
 * cell.
 */
export function cellsOf(value: unknown): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [value];
  const content = contentOf(value);
  if (content !== value) return cellsOf(content);
  return Array.isArray(value) ? value : Object.values(value);
}

/** A value as the text of a line or cell: empty for null, and JSON for lists and objects. */
export function scalarText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'function' || typeof value === 'symbol')
    throw new TypeError(`a prediction holds a ${typeof value}, which no content type can hold`);
  if (typeof value !== 'object') return String(value);
  const content = contentOf(value);
  return typeof content === 'object' ? printJson(content).toString() : scalarText(content);
}
