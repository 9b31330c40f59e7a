import { BadBody, type Json } from '../records.ts';
import { mostLists, placeOf } from './body-text.ts';

/** Recursive code overflows the stack on deep values: `JSON.stringify` at 5000 levels, Python's `json` at 1000. */
const maxDepth = 500;

/** If `text` is a part of `whole`, `start` is its position there. Error positions then refer to `whole`. */
export function parseJson(text: string, whole = text, start = 0): Json {
  const manyAt = text.length > 2 * maxDepth ? whereTooNested(text) : undefined;
  if (manyAt?.isTooMany)
    throw new BadBody(
      `the body holds more than ${mostLists} lists and objects ${placeOf(whole, start + manyAt.at)}`,
    );
  const value = manyAt ? undefined : jsonValue(text);
  if (value !== undefined) return value;
  const { at, isTooDeep } = jsonFault(text);
  const place = placeOf(whole, start + at);
  if (isTooDeep) throw new BadBody(`the body is nested deeper than ${maxDepth} levels ${place}`);
  const found = at < text.length ? `unexpected ${JSON.stringify(text[at])}` : 'unexpected end';
  throw new BadBody(`the body is not JSON: ${found} ${place}`);
}

export function parseJsonLines(text: string): Json[] {
  const values: Json[] = [];
  for (let start = pastSpace(text, 0); start < text.length; ) {
    if (values.length === mostLists)
      throw new BadBody(`the body has more than ${mostLists} lines ${placeOf(text, start)}`);
    const feed = text.indexOf('\n', start);
    const end = feed === -1 ? text.length : feed;
    values.push(parseJson(text.slice(start, end), text, start));
    start = pastSpace(text, end);
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

const codes = {
  quote: 0x22,
  openList: 0x5b,
  backslash: 0x5c,
  closeList: 0x5d,
  open: 0x7b,
  close: 0x7d,
} as const;

/**
 * Where a text opens too many lists and objects, inside each other or in all. `JSON.parse` would need seconds and
 * gigabytes for some small bodies. This pass is much quicker than it, because it only looks at brackets.
 */
function whereTooNested(text: string): { readonly at: number; readonly isTooMany: boolean } | undefined {
  let depth = 0;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === codes.quote) at = endOfText(text, at);
    else if (code === codes.openList || code === codes.open) {
      depth += 1;
      count += 1;
      if (depth > maxDepth || count > mostLists) return { at, isTooMany: depth <= maxDepth };
    } else if (code === codes.closeList || code === codes.close) depth -= 1;
  }
  return undefined;
}

/** The position of the closing quote, or the end of the text. */
function endOfText(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end !== -1; end = text.indexOf('"', end + 1)) {
    let before = end - 1;
    while (text.charCodeAt(before) === codes.backslash) before -= 1;
    if ((end - before) % 2 === 1) return end;
  }
  return text.length;
}

/**
 * Finds where a text stops being valid JSON. V8's own message often has no position, and differs between releases.
 */
function jsonFault(text: string): { readonly at: number; readonly isTooDeep: boolean } {
  const closers: string[] = [];
  // One character for each token that is allowed next; `v` is a number, true, false or null.
  let wanted = anyValue;
  for (let at = pastSpace(text, 0); ; at = pastSpace(text, at)) {
    const char = text.charAt(at);
    const token = char !== '' && scalarStarts.includes(char) ? 'v' : char;
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
const scalarStarts = '-0123456789tfn';
const jsonScalar = /(?<![-+.\w])(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON strings may not hold them unescaped.
const jsonStringPart = /[^"\\\u0000-\u001f]+|\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;

function pastSpace(text: string, start: number): number {
  let end = start;
  while (jsonSpace.has(text.charCodeAt(end))) end += 1;
  return end;
}

const jsonSpace: ReadonlySet<number> = new Set([0x20, 0x09, 0x0d, 0x0a]);

function past(pattern: RegExp, text: string, start: number): number {
  let end = start;
  for (pattern.lastIndex = start; pattern.test(text); ) end = pattern.lastIndex;
  return end;
}
