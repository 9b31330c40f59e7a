import type { Charset } from '../../listing/runtime/codecs.ts';
import type { Codec } from '../../listing/runtime/declared.ts';

export interface RandomBody {
  readonly bytes: Buffer;
  readonly codec: Codec;
  readonly charset: Charset;
  readonly hasHeader: boolean;
}

/** Random numbers from 0 up to a limit; the same seed gives the same numbers. */
type Random = (limit: number) => number;

/** The same body for the same seed: fragments of a grammar, valid bodies, bodies with errors, or noise. */
export function randomBody(seed: number): RandomBody {
  const random = numbersFrom(seed);
  const codec = oneOf(random, codecs);
  const make =
    random(20) === 0 ? nestedOf : oneOf(random, [fragmentsOf, validOf, mutatedOf, mutatedOf, noise]);
  const bytes = make(random, codec);
  const charset = random(3) > 0 ? 'utf-8' : oneOf(random, ['latin1', 'latin1', 'us-ascii'] as const);
  return { bytes, codec, charset, hasHeader: random(4) === 0 };
}

const codecs = ['csv', 'csv', 'json', 'json', 'jsonlines', 'npy', 'npy', 'text', 'bytes'] as const;

/** Marsaglia's xorshift. The multiplication separates neighbouring seeds, and the state is never zero. */
function numbersFrom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) || 1;
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  for (let step = 0; step < 8; step++) next();
  return (limit) => Math.floor((next() / 2 ** 32) * limit);
}

function oneOf<Item>(random: Random, items: readonly [Item, ...Item[]]): Item {
  return items[random(items.length)] ?? items[0];
}

/** Mostly small, sometimes large. */
function count(random: Random): number {
  return random(100) === 0 ? random(2000) : random(12);
}

function many(random: Random, make: () => string): string[] {
  return Array.from({ length: count(random) }, make);
}

/** Separated by spaces. */
const words = String.raw`" "" , \ [ ] { } : ; - + . e 0 01 1 -0 1e999 -1e-999 0.1 12345678901234567890 hello é 日本 😀
  {"instances": {"instances":[ "a": "__proto__": "toJSON": null true fals NaN \u \ud800 \udc00\ud800 \u0000 \x \"`;
const bytesThatAreNoText = '\xed\xa0\x80 \xff \xc0\x80 \xf4\x90\x80\x80 \xef\xbf \xef\xbf\xbd \x93NUMPY';
const unseen = ['\n', '\r', '\r\n', ' ', '\t', '\0', '\x0b', '\x7f', '\u2028', '\ufeff', '\u00a0'];
const fragments = [...words.split(/\s+/), ...bytesThatAreNoText.split(' '), ...unseen, '9'.repeat(400)];

/** Latin1, to include bytes that are not UTF-8. Other characters are encoded as UTF-8. */
function fragmentsOf(random: Random): Buffer {
  const parts = many(random, () => fragments[random(fragments.length)] ?? '');
  return Buffer.concat(parts.map((part) => Buffer.from(part, /[^\0-\xff]/.test(part) ? 'utf8' : 'latin1')));
}

function noise(random: Random): Buffer {
  return Buffer.from(Array.from({ length: count(random) * 4 }, () => random(256)));
}

function nestedOf(random: Random): Buffer {
  const opener = oneOf(random, ['[', '{"a":', '[1,', '[[],', '{"a":{},"b":', '{"instances":[']);
  const levels = oneOf(random, [10, 499, 500, 501, 502, 3000, 20_000]);
  const closer = opener.replace(/[^[{]/g, '').slice(0, opener.startsWith('{"i') ? 2 : 1);
  const closers = [...closer].reverse().join('').replaceAll('[', ']').replaceAll('{', '}');
  const end = random(4) === 0 ? '' : closers.repeat(levels - random(2));
  return Buffer.from(
    `${random(5) === 0 ? '1\n' : ''}${opener.repeat(levels)}${random(3) === 0 ? '' : '1'}${end}`,
  );
}

function mutatedOf(random: Random, codec: Codec): Buffer {
  let bytes = validOf(random, codec);
  for (let left = 1 + random(3); left > 0; left--) {
    const at = random(bytes.length + 1);
    const end = at + random(4);
    const between = oneOf(random, [noise, fragmentsOf, () => bytes.subarray(at, end), () => Buffer.alloc(0)])(
      random,
    );
    bytes =
      random(8) === 0
        ? bytes.subarray(0, at)
        : Buffer.concat([bytes.subarray(0, at), between, bytes.subarray(end)]);
  }
  return bytes;
}

function validOf(random: Random, codec: Codec): Buffer {
  if (codec === 'npy') return npyOf(random);
  if (codec === 'json') {
    const values = many(random, () => jsonOf(random, 4));
    const body = oneOf(random, [`[${values}]`, `{"instances": [${values}]}`, jsonOf(random, 6)]);
    return Buffer.from(body);
  }
  if (codec === 'jsonlines')
    return Buffer.from(
      many(random, () => jsonOf(random, 3).replaceAll('\n', ' ')).join(oneOf(random, ['\n', '\r\n', '\n\n'])),
    );
  if (codec === 'csv')
    return Buffer.from(
      many(random, () => many(random, () => cellOf(random)).join(',')).join(lineEnd(random)),
    );
  return Buffer.from(textOf(random));
}

function lineEnd(random: Random): string {
  return oneOf(random, ['\n', '\n', '\r\n', '\r', '\n\n']);
}

function textOf(random: Random): string {
  return many(random, () =>
    oneOf(random, ['a', 'b c', 'é', '😀', '"', ',', '\n', '\r', '\ufeff', '\0', '7']),
  ).join('');
}

function cellOf(random: Random): string {
  if (random(3) > 0) return numberOf(random);
  const text = textOf(random);
  return random(2) === 0 || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function numberOf(random: Random): string {
  const digits = String(random(1e9));
  return oneOf(random, [
    digits,
    `-${digits}`,
    `0.${digits}`,
    `${digits}e${random(400)}`,
    `-0.5E-${random(400)}`,
    '0',
  ]);
}

function jsonOf(random: Random, levels: number): string {
  const kind = random(levels > 0 ? 7 : 4);
  if (kind === 0) return oneOf(random, ['null', 'true', 'false']);
  if (kind === 1) return JSON.stringify(textOf(random));
  if (kind === 2) return oneOf(random, ['"\\ud800"', '"\\u0022,\\/"', '"\\\\"', '""', '"a, b: c"']);
  if (kind === 3) return numberOf(random);
  const parts = Array.from({ length: random(5) }, () => jsonOf(random, levels - 1));
  if (kind < 6) return `[${parts.join(oneOf(random, [',', ', ', '\n,\t']))}]`;
  return `{${parts.map((part) => `${oneOf(random, ['"a"', '"b, c: d"', '"instances"', '"__proto__"', '"toJSON"', '""'])}: ${part}`)}}`;
}

const npyTypes = 'b1 i1 u1 i2 u2 f2 i4 u4 f4 i8 u8 f8 U1 U3 S2 U0 c8 O f16'.split(' ');

/** A third of the shapes are wrong. */
function npyOf(random: Random): Buffer {
  const type = npyTypes[random(npyTypes.length)] ?? 'f8';
  const itemSize = Number(type.slice(1) || 8) * (type.startsWith('U') ? 4 : 1);
  const shape = Array.from({ length: random(5) }, () => random(4));
  const size = shape.reduce((product, length) => product * length, itemSize);
  const lie = oneOf(random, [0, 1, random(10), 2 ** random(60), 1e15, -1]);
  if (random(3) === 0) shape[random(shape.length + 1)] = lie;
  if (random(20) === 0) shape.push(...Array.from({ length: random(40) }, () => 1));
  const order = oneOf(random, ['<', '<', '>', '>', '|', '=', '']);
  const fortran = oneOf(random, ['True', 'True', 'True', 'False', 'False', 'False', 'None']);
  const header = `{'descr': '${order}${type}', 'fortran_order': ${fortran}, 'shape': (${shape.join(', ')}${shape.length === 1 ? ',' : ''}), }`;
  const version = oneOf(random, [1, 1, 1, 1, 1, 2, 2, 3, 3, 4]);
  const start = Buffer.from([
    0x93,
    0x4e,
    0x55,
    0x4d,
    0x50,
    0x59,
    version,
    0,
    header.length & 255,
    header.length >> 8,
    0,
    0,
  ]);
  // Texts are only valid with small characters.
  const data = Buffer.from(
    Array.from({ length: size }, (_, at) => (/[US]/.test(type) && at % 4 > 0 ? 0 : random(256))),
  );
  return Buffer.concat([start.subarray(0, version === 1 ? 10 : 12), Buffer.from(header), data]);
}
