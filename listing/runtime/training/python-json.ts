/**
 * A value as Python's `json` module reads it. It keeps what JavaScript loses: a whole number is a bigint, and a number
 * is always a float. A dictionary keeps the order of its keys.
 */
export type PythonValue =
  | null
  | boolean
  | string
  | bigint
  | number
  | readonly PythonValue[]
  | ReadonlyMap<string, PythonValue>;

/** Throws `SyntaxError` for a text that Python does not accept as JSON. */
export function readPythonJson(text: string): PythonValue {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[[\]{}:,"]|[^ \t\n\r[\]{}:,"]+/gs) ?? [];
  tokens.reverse();
  const value = readValue(tokens);
  if (tokens.length > 0) throw new SyntaxError(`there is more after the value: ${tokens.pop()}`);
  return value;
}

function readValue(tokens: string[]): PythonValue {
  const token = tokens.pop() ?? '';
  if (token === '[') return readItems(tokens, ']', readValue);
  if (token === '{') return new Map(readItems(tokens, '}', readMember));
  const word = words.get(token);
  if (word !== undefined) return word;
  // It refuses what is no JSON.
  const value: string | number | boolean | null = JSON.parse(token);
  return /^-?\d+$/.test(token) ? BigInt(token) : value;
}

/** Python accepts these although they are no JSON. */
const words: ReadonlyMap<string, number> = new Map([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);

function readItems<Item>(tokens: string[], end: string, readItem: (tokens: string[]) => Item): Item[] {
  const items: Item[] = [];
  if (tokens.at(-1) !== end) {
    items.push(readItem(tokens));
    while (tokens.at(-1) === ',') {
      tokens.pop();
      items.push(readItem(tokens));
    }
  }
  take(tokens, end);
  return items;
}

function readMember(tokens: string[]): [string, PythonValue] {
  const key = readValue(tokens);
  if (typeof key !== 'string') throw new SyntaxError('a key of an object is no string');
  take(tokens, ':');
  return [key, readValue(tokens)];
}

function take(tokens: string[], wanted: string): void {
  const token = tokens.pop();
  if (token !== wanted) throw new SyntaxError(`${wanted} is missing before ${token ?? 'the end'}`);
}

/** The same for a value of this program: its whole numbers are integers. */
export function asPython(value: unknown): PythonValue {
  if (typeof value === 'number') return Number.isInteger(value) ? BigInt(value) : value;
  if (typeof value !== 'object' || value === null) return value as string | boolean | bigint | null;
  if (value instanceof Map) return value;
  if (Array.isArray(value)) return value.map(asPython);
  return new Map(Object.entries(value).map(([key, member]) => [key, asPython(member)]));
}

/** What `if value:` means in Python. */
export function isTrue(value: PythonValue | undefined): boolean {
  if (value instanceof Map) return value.size > 0;
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}

/** JSON with sorted keys, without spaces, and only ASCII. */
export function printPythonJson(value: PythonValue): string {
  if (typeof value === 'string') return printString(value);
  if (typeof value === 'number') return jsonWords[pythonFloat(value)] ?? pythonFloat(value);
  if (value instanceof Map) {
    const members = sortedEntries(value).map(([key, one]) => `${printString(key)}:${printPythonJson(one)}`);
    return `{${members.join(',')}}`;
  }
  return Array.isArray(value) ? `[${value.map(printPythonJson).join(',')}]` : String(value);
}

const jsonWords: Readonly<Record<string, string>> = { nan: 'NaN', inf: 'Infinity', '-inf': '-Infinity' };

function printString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

export function sortedEntries<Value>(map: ReadonlyMap<string, Value>): readonly (readonly [string, Value])[] {
  return [...map].sort(([one], [other]) => byCodePoints(one, other));
}

/** Python compares code points. JavaScript compares halves of surrogate pairs, which puts emoji too early. */
export function byCodePoints(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}

/** A point or an exponent marks it as a float. The exponent has two digits or more, from 1e16 and below 1e-4. */
export function pythonFloat(number: number): string {
  if (Number.isNaN(number)) return 'nan';
  if (!Number.isFinite(number)) return number < 0 ? '-inf' : 'inf';
  if (Object.is(number, -0)) return '-0.0';
  const [digits = '', power = ''] = number.toExponential().split('e');
  const exponent = Number(power);
  if (number !== 0 && (exponent < -4 || exponent >= 16))
    return `${digits}e${power.slice(0, 1)}${power.slice(1).padStart(2, '0')}`;
  return Number.isInteger(number) ? `${number}.0` : String(number);
}
