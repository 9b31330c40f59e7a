import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encode, type Shape } from '../../listing/runtime/codecs.ts';
import type { Codec } from '../../listing/runtime/declared.ts';

function encoded(predictions: readonly unknown[], codec: Codec, shape: Shape = 'list'): string {
  return Buffer.from(encode(predictions, codec, shape)).toString();
}

describe('predictions are written as the caller asked', () => {
  const people = [
    { name: 'Ada', score: 0.5 },
    { name: 'O, "K"', score: null },
  ];
  test.each<[string, Codec, Shape, readonly unknown[], string]>([
    [
      'one record gets one value, spaced as Python does',
      'json',
      'one',
      [{ prediction: 'a', text: 'x:1,y' }],
      '{"prediction": "a", "text": "x:1,y"}',
    ],
    ['a list gets a list', 'json', 'list', [1, 'a,\nb', [], {}], '[1, "a,\\nb", [], {}]'],
    ['instances get predictions', 'json', 'instances', [[1, 2], [3]], '{"predictions": [[1, 2], [3]]}'],
    ['no records get an empty list', 'json', 'list', [], '[]'],
    ['one line per prediction', 'jsonlines', 'one', [{ a: [1, 2] }, 'b\n'], '{"a": [1, 2]}\n"b\\n"'],
    ['objects become cells in key order', 'csv', 'list', people, 'Ada,0.5\n"O, ""K""",'],
    [
      'arrays become cells, scalars one cell',
      'csv',
      'list',
      [[1, 'a\nb'], 2, true, { deep: { x: 1 } }],
      '1,"a\nb"\n2\ntrue\n"{""x"": 1}"',
    ],
    ['an empty cell is still a row', 'csv', 'list', ['', 1, [], [null]], '""\n1\n""\n""'],
    ['a text that looks like a byte order mark is quoted', 'csv', 'list', ['\uFEFFa'], '"\uFEFFa"'],
    ['a return is quoted as a newline is', 'csv', 'list', ['a\rb'], '"a\rb"'],
    ['scalars are text and objects JSON', 'text', 'list', ['a', 1, null, { b: 2 }], 'a\n1\n\n{"b": 2}'],
    ['texts among bytes are bytes', 'bytes', 'list', ['é', Buffer.from('!'), 1], 'é!1'],
  ])('%s', (_title, codec, shape, predictions, expected) => {
    expect(encoded(predictions, codec, shape)).toBe(expected);
  });

  test('bytes pass through, and other arrays as they lie in memory', () => {
    expect(encode([new Uint8Array([0, 255])], 'bytes', 'one')).toEqual(Buffer.from([0, 255]));
    const half = new Float32Array([9, 0.5]).subarray(1);
    expect(encode([half, new Uint8Array([7]).buffer], 'bytes', 'list')).toEqual(
      Buffer.from([0, 0, 0, 0x3f, 7]),
    );
  });
});

describe('JSON is spaced as Python spaces it', () => {
  test.each<[string, unknown, string]>([
    ['separators in a text stay as they are', { 'a,b': 'c:d, e: f' }, '{"a,b": "c:d, e: f"}'],
    [
      'quotes and backslashes do not end a text',
      ['\\', '",', '\\",\\'],
      String.raw`["\\", "\",", "\\\",\\"]`,
    ],
    ['a number alone has no separators', -1.5e-7, '-1.5e-7'],
    ['nor has a digit alone', 7, '7'],
    ['nothing is empty', [[], {}, '', null], '[[], {}, "", null]'],
    ['letters of all alphabets stay', { é: ['日本', '😀,'] }, '{"é": ["日本", "😀,"]}'],
    ['half a surrogate pair is escaped', ['\ud800'], String.raw`["\ud800"]`],
    ['a name of JavaScript is a name', JSON.parse('{"__proto__": [{}]}'), '{"__proto__": [{}]}'],
    ['as is another', JSON.parse('{"toJSON": [1]}'), '{"toJSON": [1]}'],
  ])('%s', (_title, prediction, expected) => {
    expect(encoded([prediction], 'json', 'one')).toBe(expected);
  });

  // With indents, newlines occur only between the parts.
  const asPython = (value: unknown) =>
    JSON.stringify(value, null, 1).replace(/,\n */g, ', ').replace(/\n */g, '');

  test('long texts end where they end, whatever is escaped in them', () => {
    const unit = fc.constantFrom('a', 'b', 'c', ',', ':', '"', '\\', 'é', '\n');
    fc.assert(
      fc.property(fc.array(fc.string({ unit, minLength: 20, maxLength: 120 })), (texts) => {
        expect(encoded(texts, 'json')).toBe(asPython(texts));
      }),
      { numRuns: 1000 },
    );
  });

  test('whatever the values hold', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ noUnicodeString: false })), (values) => {
        expect(encoded(values, 'json')).toBe(asPython(values));
        expect(encoded(values, 'jsonlines')).toBe(values.map(asPython).join('\n'));
      }),
    );
  });
});

describe('what JavaScript knows and JSON does not', () => {
  class Score {
    readonly value = 0.5;
    get hidden() {
      return 1;
    }
  }
  const holed = Object.assign([1], { 2: 3 });
  test.each<[string, unknown, string, string]>([
    ['typed arrays are lists', { v: new Float32Array([0.5, 1]) }, '{"v": [0.5, 1]}', '"[0.5, 1]"'],
    ['bytes are a list of numbers', Buffer.from([1, 255]), '[1, 255]', '1,255'],
    [
      'big integers keep every digit',
      [2n ** 64n, { n: 1n }],
      '[18446744073709551616, {"n": 1}]',
      '18446744073709551616,"{""n"": 1}"',
    ],
    ['also behind other numbers', [1, 2n], '[1, 2]', '1,2'],
    [
      'also in arrays of them',
      new BigInt64Array([2n ** 62n]),
      '[4611686018427387904]',
      '4611686018427387904',
    ],
    [
      'what is no number is nothing in JSON',
      [Number.NaN, Number.POSITIVE_INFINITY, -0],
      '[null, null, 0]',
      'NaN,Infinity,0',
    ],
    [
      'dates say what they are',
      [new Date(0), 1],
      '["1970-01-01T00:00:00.000Z", 1]',
      '1970-01-01T00:00:00.000Z,1',
    ],
    ['what it says may be rare as well', { toJSON: () => new Uint8Array([1, 2]) }, '[1, 2]', '1,2'],
    ['also alone', new Date(0), '"1970-01-01T00:00:00.000Z"', '1970-01-01T00:00:00.000Z'],
    ['objects of a class show their members', new Score(), '{"value": 0.5}', '0.5'],
    ['objects without a class do too', Object.assign(Object.create(null), { a: 1 }), '{"a": 1}', '1'],
    [
      'wrapped values are unwrapped',
      [Object('a'), Object(1), { b: 1n }],
      '["a", 1, {"b": 1}]',
      'a,1,"{""b"": 1}"',
    ],
    ['holes are nothing', holed, '[1, null, 3]', '1,,3'],
    ['what is not defined is left out', [{ a: undefined, b: 1n }], '[{"b": 1}]', '"{""b"": 1}"'],
  ])('%s', (_title, prediction, json, csv) => {
    expect(encoded([prediction], 'json', 'one')).toBe(json);
    expect(encoded([prediction], 'jsonlines')).toBe(json);
    expect(encoded([prediction], 'csv')).toBe(csv);
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  test.each<[string, unknown, Codec, string]>([
    ['nothing at all', undefined, 'json', 'a prediction is undefined'],
    ['a function', () => 1, 'jsonlines', 'a prediction is a function'],
    ['a symbol', Symbol('a'), 'csv', 'a prediction is a symbol'],
    ['a function in a cell', [() => 1], 'csv', 'a prediction holds a function'],
    ['a promise', { score: Promise.resolve(1) }, 'json', 'an object of the class Promise'],
    ['a map', [new Map([['a', 1]])], 'jsonlines', 'an object of the class Map'],
    ['a set as a row', new Set([1]), 'csv', 'an object of the class Set'],
    ['a value inside itself', cycle, 'json', 'Maximum call stack size exceeded'],
    ['a value inside itself', cycle, 'npy', 'more than 32 axes'],
  ])('%s is a fault of the handler and not an empty answer', (_title, prediction, codec, message) => {
    expect(() => encode([prediction], codec, 'list')).toThrow(message);
  });
});
