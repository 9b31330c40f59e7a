import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Codec, decode, encode, parseCsv, type Shape } from '../../templates/runtime/codecs.ts';

function decoded(text: string, codec: Codec): unknown {
  try {
    const { records, shape } = decode(Buffer.from(text), codec);
    return [shape, ...records];
  } catch (fault) {
    return String(fault);
  }
}

function encoded(predictions: readonly unknown[], codec: Codec, shape: Shape = 'list'): string {
  return Buffer.from(encode(predictions, codec, shape)).toString();
}

describe('what a caller sends becomes records', () => {
  test.each<[string, Codec, string, unknown]>([
    ['one CSV row is one record', 'csv', 'a,b', ['one', ['a', 'b']]],
    ['a final newline is no second row', 'csv', 'a,b\n', ['one', ['a', 'b']]],
    ['several rows are a list', 'csv', '1,2\r\n3,4\r\n', ['list', ['1', '2'], ['3', '4']]],
    ['an old line end ends a row', 'csv', '1\r2', ['list', ['1'], ['2']]],
    ['blank lines are no rows', 'csv', '\n1\n\n2\n\n', ['list', ['1'], ['2']]],
    ['a quoted empty cell is a row', 'csv', '""\n1', ['list', [''], ['1']]],
    ['empty cells stay', 'csv', ',a,', ['one', ['', 'a', '']]],
    ['quotes keep commas, newlines and quotes', 'csv', '"a,""b""\n\r\nc",d', ['one', ['a,"b"\n\r\nc', 'd']]],
    ['a byte order mark is no text', 'csv', '\uFEFFa', ['one', ['a']]],
    ['a JSON value is one record', 'json', '{"a": 1}', ['one', { a: 1 }]],
    ['null is a record too', 'json', 'null', ['one', null]],
    ['a JSON array is a list', 'json', '[1, [2]]', ['list', 1, [2]]],
    ['instances are records', 'json', '{"instances": [[1], [2]]}', ['instances', [1], [2]]],
    [
      'instances that are no array are an ordinary member',
      'json',
      '{"instances": 3}',
      ['one', { instances: 3 }],
    ],
    ['one JSON line is still a list', 'jsonlines', '{"a": 1}\n', ['list', { a: 1 }]],
    ['blank lines are skipped', 'jsonlines', '1\n\r\n[2]', ['list', 1, [2]]],
    ['text is one record as it came', 'text', 'hello\nworld\n', ['one', 'hello\nworld\n']],
  ])('%s', (_title, codec, body, expected) => {
    expect(decoded(body, codec)).toEqual(expected);
  });
});

describe('a fault is named with its place', () => {
  test.each<[Codec, string, string]>([
    ['csv', '', 'the body has no rows'],
    ['csv', 'a,"b', 'the quote at line 1, column 3 is never closed'],
    ['csv', 'a\n"b"c,d', 'text follows a closing quote at line 2, column 4'],
    ['csv', 'a\r\nx,b"c', 'a quote stands inside an unquoted cell at line 2, column 4'],
    ['json', '', 'the body is not JSON: unexpected end at line 1, column 1'],
    ['json', 'hello', 'the body is not JSON: unexpected "h" at line 1, column 1'],
    ['json', '{"a": [1,\n  x]}', 'the body is not JSON: unexpected "x" at line 2, column 3'],
    ['json', '{"a" 1}', 'the body is not JSON: unexpected "1" at line 1, column 6'],
    ['json', '[1, 2', 'the body is not JSON: unexpected end at line 1, column 6'],
    ['json', '[1,]', 'the body is not JSON: unexpected "]" at line 1, column 4'],
    ['json', '{"a": 1,}', 'the body is not JSON: unexpected "}" at line 1, column 9'],
    ['json', '"a\tb"', 'the body is not JSON: unexpected "\\t" at line 1, column 3'],
    ['json', '[01]', 'the body is not JSON: unexpected "1" at line 1, column 3'],
    ['json', '"\\x"', 'the body is not JSON: unexpected "\\\\" at line 1, column 2'],
    ['json', '{} {}', 'the body is not JSON: unexpected "{" at line 1, column 4'],
    ['jsonlines', '{"a": 1}\n{"a" 2}', 'the body is not JSON: unexpected "2" at line 2, column 6'],
    ['jsonlines', '\n', 'the body has no lines'],
    ['npy', 'x,y,z,1,2,3,4', 'the body is not a NumPy file: it does not start with \\x93NUMPY at byte 1'],
  ])('%s %j', (codec, body, expected) => {
    expect(decoded(body, codec)).toBe(`BadBody: ${expected}`);
  });

  test('bytes that are not text in the declared charset are refused with their position', () => {
    const body = Buffer.from([0x61, 0xe9, 0x62]);
    expect(() => decode(body, 'text')).toThrow('the body is not utf-8 text: see byte 2');
    expect(() => decode(body, 'text', 'us-ascii')).toThrow('the body is not us-ascii text: see byte 2');
    expect(decode(body, 'text', 'latin1').records).toEqual(['aéb']);
  });
});

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
    [
      'typed arrays and big integers are numbers',
      'json',
      'list',
      [new Float32Array([0.5, 1]), 7n],
      '[[0.5, 1], 7]',
    ],
    ['no records get an empty list', 'json', 'list', [], '[]'],
    ['one line per prediction', 'jsonlines', 'one', [{ a: [1, 2] }, 'b'], '{"a": [1, 2]}\n"b"'],
    ['objects become cells in key order', 'csv', 'list', people, 'Ada,0.5\n"O, ""K""",'],
    [
      'arrays become cells, scalars one cell',
      'csv',
      'list',
      [[1, 'a\nb'], 2, true, { deep: { x: 1 } }],
      '1,"a\nb"\n2\ntrue\n"{""x"": 1}"',
    ],
    ['an empty cell is still a row', 'csv', 'list', ['', 1], '""\n1'],
    ['scalars are text and objects JSON', 'text', 'list', ['a', 1, { b: 2 }], 'a\n1\n{"b": 2}'],
  ])('%s', (_title, codec, shape, predictions, expected) => {
    expect(encoded(predictions, codec, shape)).toBe(expected);
  });

  test('bytes pass through', () => {
    expect(encode([new Uint8Array([0, 255])], 'bytes', 'one')).toEqual(Buffer.from([0, 255]));
  });

  test('what JSON cannot hold is a fault of the handler and not an empty answer', () => {
    expect(() => encode([undefined], 'json', 'one')).toThrow('a prediction is undefined');
    expect(() => encode([() => 1], 'jsonlines', 'list')).toThrow('a prediction is a function');
  });
});

describe('laws', () => {
  test('every table of texts survives CSV', () => {
    const row = fc.array(
      fc.string({ unit: 'binary' }).filter((cell) => cell.isWellFormed()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(parseCsv(encoded(rows, 'csv'))).toEqual(rows);
      }),
    );
  });

  test('every JSON value survives JSON and JSON Lines', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ noUnicodeString: false }), { minLength: 1 }), (values) => {
        expect(JSON.stringify(JSON.parse(encoded(values, 'json')))).toBe(JSON.stringify(values));
        expect(JSON.stringify(decode(encode(values, 'jsonlines', 'list'), 'jsonlines').records)).toBe(
          JSON.stringify(values),
        );
      }),
    );
  });

  test('the place of a JSON fault is where no valid text could go on', () => {
    const broken = fc.tuple(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '}', ']', ',', ':', '"', 'x', '1', '\\', '\n'),
    );
    fc.assert(
      fc.property(broken, ([text, at, added]) => {
        const body = text.slice(0, at % (text.length + 1)) + added;
        if (isJson(body)) return;
        const place = /line (\d+), column (\d+)$/.exec(String(decoded(body, 'json')));
        const lines = body.split('\n').slice(0, Number(place?.[1]));
        const offset =
          lines.slice(0, -1).join('\n').length + (lines.length > 1 ? 1 : 0) + Number(place?.[2]) - 1;
        expect(offset).toBeGreaterThanOrEqual(0);
        expect(offset).toBeLessThanOrEqual(body.length);
        expect(isJson(body.slice(0, offset + 1))).toBe(false);
      }),
      { numRuns: 500 },
    );
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
