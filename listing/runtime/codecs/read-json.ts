import { BadBody, type Json } from '../records.ts';
import { placeOf } from './body-text.ts';
import { isNumberList } from './number-list.ts';

/** Recursive code overflows the stack on deep values: `JSON.stringify` at 5000 levels, Python's `json` at 1000. */
const maxDepth = 500;

/** If `text` is a part of `whole`, `start` is its position there. Error positions then refer to `whole`. */
export function parseJson(text: string, whole = text, start = 0): Json {
  const value = jsonValue(text);
  // Each level needs two brackets, so a shorter text cannot be too deep.
  if (value !== undefined && (text.length <= 2 * maxDepth || !isNested(value) || !isDeeper(value, maxDepth)))
    return value;
  const { at, isTooDeep } = jsonFault(text);
  const place = placeOf(whole, start + at);
  if (isTooDeep) throw new BadBody(`the body is nested deeper than ${maxDepth} levels ${place}`);
  const found = at < text.length ? `unexpected ${JSON.stringify(text[at])}` : 'unexpected end';
  throw new BadBody(`the body is not JSON: ${found} ${place}`);
}

export function parseJsonLines(text: string): Json[] {
  const values: Json[] = [];
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(start, end);
    if (!/^[ \t\r]*$/.test(line)) values.push(parseJson(line, text, start));
    start = end + 1;
  }
  return values;
}

function jsonValue(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** This runs for every large body, so for speed it makes no copies and only recurses into lists and objects. */
function isDeeper(value: Nested, levels: number): boolean {
  if (levels === 0) return true;
  if (Array.isArray(value)) {
    if (isNumberList(value)) return false;
    for (let at = 0; at < value.length; at++) {
      const part = value[at];
      if (isNested(part) && isDeeper(part, levels - 1)) return true;
    }
    return false;
  }
  for (const key in value) {
    const part = value[key];
    if (isNested(part) && isDeeper(part, levels - 1)) return true;
  }
  return false;
}

type Nested = Extract<Json, object>;

function isNested(value: Json | undefined): value is Nested {
  return typeof value === 'object' && value !== null;
}

/**
 * Finds where a text stops being valid JSON. V8's own message often has no position, and differs between releases.
 */
function jsonFault(text: string): { readonly at: number; readonly isTooDeep: boolean } {
  const closers: string[] = [];
  // One character for each token that is allowed next; `v` is a number, true, false or null.
  let wanted = anyValue;
  for (let at = past(jsonSpace, text, 0); ; at = past(jsonSpace, text, at)) {
    const char = text.charAt(at);
    const token = /[-\dtfn]/.test(char) ? 'v' : char;
    if (token === '' || !wanted.includes(token)) return { at, isTooDeep: false };
    const isOpener = token === '{' || token === '[';
    if (isOpener && closers.length === maxDepth) return { at, isTooDeep: true };
    const start = at;
    if (token === 'v') at = past(jsonScalar, text, start);
    else if (token === '"') at = past(jsonStringPart, text, start + 1);
    if (token === 'v' ? at === start : text[at] !== token) return { at, isTooDeep: false };
    if (token !== 'v') at += 1;
    const isKey = token === '"' && !wanted.includes('v');
    if (isOpener) closers.push(token === '{' ? '}' : ']');
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
