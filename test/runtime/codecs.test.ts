import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode, parseCsv } from '../../listing/runtime/codecs.ts';
import type { Codec } from '../../listing/runtime/declared.ts';

function decoded(text: string, codec: Codec): unknown {
  try {
    const { records, shape } = decode(Buffer.from(text), codec);
    return [shape, ...records];
  } catch (fault) {
    return String(fault);
  }
}

describe('what a caller sends becomes records', () => {
  test.each<[string, Codec, string, unknown]>([
    ['one CSV row is one record', 'csv', 'a,b', ['one', ['a', 'b']]],
    ['a final newline is no second row', 'csv', 'a,b\n', ['one', ['a', 'b']]],
    ['several rows are a list', 'csv', '1,2\r\n3,4\r\n', ['list', ['1', '2'], ['3', '4']]],
    ['an old line end ends a row', 'csv', '1\r2', ['list', ['1'], ['2']]],
    [
      'line ends may be mixed',
      'csv',
      '1\r2\n3\r\n"4"\r"5"\n"6"\r\n7',
      ['list', ['1'], ['2'], ['3'], ['4'], ['5'], ['6'], ['7']],
    ],
    ['blank lines are no rows', 'csv', '\n1\n\n2\n\n', ['list', ['1'], ['2']]],
    ['nor are they with other line ends', 'csv', '\r\n\r1\r\r"2"\r\n\r\n', ['list', ['1'], ['2']]],
    ['rows may differ in length', 'csv', '1\n1,2,3\n1,"2"', ['list', ['1'], ['1', '2', '3'], ['1', '2']]],
    ['spaces and zero bytes are text', 'csv', ' a ,\0', ['one', [' a ', '\0']]],
    ['a quoted cell may hold a quoted cell', 'csv', '"""a"",""b"""', ['one', ['"a","b"']]],
    ['a quoted empty cell is a row', 'csv', '""\n1', ['list', [''], ['1']]],
    ['empty cells stay', 'csv', ',a,', ['one', ['', 'a', '']]],
    ['quotes keep commas, newlines and quotes', 'csv', '"a,""b""\n\r\nc",d', ['one', ['a,"b"\n\r\nc', 'd']]],
    ['a byte order mark is no text', 'csv', '\uFEFFa', ['one', ['a']]],
    ['nor before a quote', 'csv', '\uFEFF"a"', ['one', ['a']]],
    ['nor before JSON', 'json', '\uFEFF[1]', ['list', 1]],
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
    [
      'lines may end as on Windows and need no end',
      'jsonlines',
      '1\r\n"a"\r\n null ',
      ['list', 1, 'a', null],
    ],
    ['an array on a line is one record', 'jsonlines', '[1, 2]', ['list', [1, 2]]],
    ['blank lines are skipped', 'jsonlines', '1\n\r\n[2]', ['list', 1, [2]]],
    ['text is one record as it came', 'text', 'hello\nworld\n', ['one', 'hello\nworld\n']],
  ])('%s', (_title, codec, body, expected) => {
    expect(decoded(body, codec)).toEqual(expected);
  });

  test('a header is no record when the request says that there is one', () => {
    const rows = (text: string) => decode(Buffer.from(text), 'csv', 'utf-8', true);
    expect(rows('\uFEFF"name","a\nb"\r\nAda,1')).toEqual({
      records: [['Ada', '1']],
      shape: 'one',
      header: ['name', 'a\nb'],
    });
    expect(rows('name\nAda\nBob').records).toEqual([['Ada'], ['Bob']]);
    expect(() => rows('name,age\n')).toThrow('the body has no rows below its header');
    expect(() => rows('')).toThrow('the body has no rows');
    expect(decode(Buffer.from('[1, 2]'), 'json', 'utf-8', true).records).toEqual([1, 2]);
  });

  test('a file of training data may start with a byte order mark', () => {
    expect(parseCsv('\uFEFFa,b\n')).toEqual([['a', 'b']]);
  });

  test('pictures and other bytes arrive as they came', () => {
    const body = new Uint8Array([0x89, 0x50, 0, 0xff, 0x0d, 0x0a]);
    expect(decode(body, 'bytes')).toEqual({ records: [body], shape: 'one' });
  });
});

describe('a fault is named with its place', () => {
  test.each<[Codec, string, string]>([
    ['csv', '', 'the body has no rows'],
    ['csv', 'a,"b', 'the quote at line 1, column 3 is never closed'],
    ['csv', 'a\n"b"c,d', 'text follows a closing quote at line 2, column 4'],
    ['csv', 'a\r\nx,b"c', 'a quote stands inside an unquoted cell at line 2, column 4'],
    ['csv', 'a\r\r\n"b""', 'the quote at line 3, column 1 is never closed'],
    ['csv', '"a\nb"\n1,2,x"', 'a quote stands inside an unquoted cell at line 3, column 6'],
    ['csv', '"a" ,b', 'text follows a closing quote at line 1, column 4'],
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
    ['json', '[NaN]', 'the body is not JSON: unexpected "N" at line 1, column 2'],
    ['json', '[1]\u00A0', 'the body is not JSON: unexpected "\u00A0" at line 1, column 4'],
    ['jsonlines', '{}\r\n\r\n[1,]\r\n', 'the body is not JSON: unexpected "]" at line 3, column 4'],
    ['jsonlines', '1\n2,3', 'the body is not JSON: unexpected "," at line 2, column 2'],
    ['jsonlines', '1\n{"a":\n1}', 'the body is not JSON: unexpected end at line 2, column 6'],
    ['jsonlines', '1\n\u00A0\n', 'the body is not JSON: unexpected "\u00A0" at line 2, column 1'],
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

  test.each([
    ['a sequence that the body’s end cuts off', [0x61, 0xef, 0xbf], 2],
    ['a sequence that is cut off in the middle', [0xe2, 0x82, 0x41], 1],
    ['half a surrogate pair', [0x61, 0x62, 0xed, 0xa0, 0x80], 3],
    ['what follows a replacement character that was sent', [0xef, 0xbf, 0xbd, 0x80], 4],
  ])('%s is named by its first byte', (_title, bytes, place) => {
    expect(() => decode(Buffer.from(bytes), 'csv')).toThrow(`the body is not utf-8 text: see byte ${place}`);
  });

  test('values nested too deeply for a handler are refused, and what is just deep enough is not', () => {
    const nested = (levels: number) => '[\n'.repeat(levels) + ']'.repeat(levels);
    expect(decode(Buffer.from(nested(500)), 'json').records).toHaveLength(1);
    expect(decoded(nested(501), 'json')).toBe(
      'BadBody: the body is nested deeper than 500 levels at line 501, column 1',
    );
    const member = `{"toJSON": 1, "b": ${'{"c":'.repeat(500)}1${'}'.repeat(500)}}`;
    expect(decoded(member, 'json')).toMatch(/deeper than 500 levels at line 1, column 2515$/);
    expect(decoded(`[1, 2, ${nested(500)}]`, 'json')).toMatch(/500 levels at line 500, column 1$/);
    expect(decoded(`1\n${'['.repeat(1e6)}`, 'jsonlines')).toMatch(/500 levels at line 2, column 501$/);
    expect(decoded(`{} ${nested(501)}`, 'json')).toMatch(/unexpected "\[" at line 1, column 4$/);
  });
});

describe('short texts of very many values', () => {
  const row = 4_000_001;
  test.each([
    ['json', '{"instances":[', '{},', `lists and objects at line 1, column ${15 + 3 * (row - 3)}`],
    ['json', '', '[', 'deeper than 500 levels at line 1, column 501'],
    ['csv', '', ',\n', `rows at line ${row}, column 1`],
    ['jsonlines', '', '1\n', `lines at line ${row}, column 1`],
    ['csv', '', '\n', 'the body has no rows'],
    ['jsonlines', '', '\r\n', 'the body has no lines'],
    ['json', '', '\n', 'unexpected end at line 25000001, column 1'],
  ] as const)('%s %j%j… are refused before they become values', (codec, start, part, expected) => {
    const body = Buffer.concat([Buffer.from(start), Buffer.alloc(25_000_000, part)]);
    expect(() => decode(body, codec)).toThrow(expected);
  });

  test('npy: a shape of very many rows is refused, and one row of very many numbers is not', () => {
    const npy = (shape: string) => {
      const header = `{'descr': '|i1', 'fortran_order': False, 'shape': (${shape}), }\n`;
      const size = Buffer.from([header.length, 0]);
      return Buffer.concat([
        Buffer.from('\x93NUMPY\x01\x00', 'latin1'),
        size,
        Buffer.from(header),
        Buffer.alloc(row),
      ]);
    };
    expect(() => decode(npy(`${row}, 1`), 'npy')).toThrow('has more than 4000000 rows');
    expect(decode(npy(`1, ${row}`), 'npy').records).toHaveLength(1);
  });

  test('brackets in texts do not count', () => {
    const texts = ['['.repeat(2000), `"${'{'.repeat(2000)}`, `\\"\\${'['.repeat(2000)}`, '\\'];
    expect(decode(Buffer.from(JSON.stringify(texts)), 'json').records).toEqual(texts);
  });
});

describe('laws', () => {
  test('every table of texts survives CSV', () => {
    const letter = fc.nat(0x10ffff).map((code) => String.fromCodePoint(code));
    const unit = fc.oneof(letter, fc.constantFrom('"', ',', '\r', '\n', ' '));
    const row = fc.array(
      fc.string({ unit }).filter((cell) => cell.isWellFormed()),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        expect(parseCsv(textOf(encode(rows, 'csv', 'list')))).toEqual(rows);
      }),
    );
  });

  test('every JSON value survives JSON and JSON Lines', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue({ noUnicodeString: false }), { minLength: 1 }), (values) => {
        expect(JSON.stringify(JSON.parse(textOf(encode(values, 'json', 'list'))))).toBe(
          JSON.stringify(values),
        );
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

function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
