import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvDoubles } from '../../listing/runtime/codecs/csv-doubles.ts';
import { parseNpy } from '../../listing/runtime/codecs/read-npy.ts';
import { decodeNumbers } from '../../listing/runtime/codecs/read-numbers.ts';
import { printNpy } from '../../listing/runtime/codecs/write-npy.ts';
import { parseCsv } from '../../listing/runtime/codecs.ts';
import { NumberTable } from '../../listing/runtime/number-table.ts';
import { tries } from '../support/every-case.ts';

const decoded = (text: string, codec: 'csv' | 'json' | 'jsonlines' | 'text' = 'csv', hasHeader = false) => {
  const { records, ...rest } = decodeNumbers(Buffer.from(text), codec, 'utf-8', hasHeader);
  return { ...rest, rows: records.toRows().map((row) => Array.from(row as number[])) };
};

describe('rows of numbers', () => {
  test('are read alike from every type', () => {
    const rows = [
      [1, 2.5],
      [-3, 4e-7],
    ];
    expect(decoded('1,2.5\n-3,4e-7').rows).toEqual(rows);
    expect(decoded('1, 2.5 \r\n\r\n-3,+0.0000004\r\n').rows).toEqual(rows);
    expect(decoded('"1",2.5\n-3,"4e-7"').rows).toEqual(rows);
    expect(decoded('a,b\n1,2.5\n-3,4e-7', 'csv', true).rows).toEqual(rows);
    expect(decoded('\uFEFF1,2.5\n-3,4e-7').rows).toEqual(rows);
    expect(decoded(JSON.stringify(rows), 'json').rows).toEqual(rows);
    expect(decoded(JSON.stringify({ instances: rows }), 'json').rows).toEqual(rows);
    expect(decoded('[{"a": 1, "b": "2.5"}, {"b": 4e-7, "a": -3}]', 'json').rows).toEqual(rows);
    expect(decoded('[1, "2.5"]\n{"features": [-3, 4e-7]}', 'jsonlines').rows).toEqual(rows);
    expect(
      decodeNumbers(printNpy(rows), 'npy', 'utf-8', false)
        .records.toRows()
        .map((row) => Array.from(row as number[])),
    ).toEqual(rows);
  });

  test('have NaN where something is missing', () => {
    const missing = [[1, Number.NaN, 3]];
    for (const text of ['1,,3', '1, ,3', '1,nan,3', '1,NaN,3', '1,"",3'])
      expect(decoded(text).rows, text).toEqual(missing);
    expect(decoded('[[1, null, 3]]', 'json').rows).toEqual(missing);
  });

  test('are one record where the body is one row, and of one column where a record is one number', () => {
    expect(decoded('1,2')).toMatchObject({ shape: 'one', rows: [[1, 2]] });
    expect(decoded('1\n2')).toMatchObject({ shape: 'list', rows: [[1], [2]] });
    expect(decoded('7', 'text')).toMatchObject({ shape: 'one', rows: [[7]] });
    expect(decoded('[1, 2]', 'json')).toMatchObject({ shape: 'list', rows: [[1], [2]] });
    expect(decoded('{"instances": [], "top": 1}', 'json')).toMatchObject({ rows: [], members: { top: 1 } });
  });

  test('may have more axes, as images do', () => {
    const { records } = decodeNumbers(Buffer.from('[[[1,2],[3,4]],[[5,6],[7,8]]]'), 'json', 'utf-8', false);
    expect(records).toMatchObject({ shape: [2, 2, 2], type: '<f8' });
    expect(JSON.stringify(records.toRows()[1], plain)).toBe('[[5,6],[7,8]]');
  });

  test.each([
    ['1,x', 'csv', 'record 1, column 2: "x" is not a number'],
    ['1,2\n3', 'csv', 'record 2 has 1 column, and record 1 has 2'],
    ['1,2\n3,4,5', 'csv', 'record 2 has 3 columns, and record 1 has 2'],
    ['', 'csv', 'the body has no rows'],
    ['[[1, true], [1, {}]]', 'json', 'record 2, column 2: {} is not a number'],
    ['[{"a": 1, "b": 2}, {"b": 3}]', 'json', 'record 2 must have the members of record 1: a, b'],
    ['[{"a": 1, "b": 2}, [3, 4]]', 'json', 'record 2 must have the members of record 1: a, b'],
    ['[{"a": [1], "b": 2}]', 'json', 'record 1 has no member "features"; it has: a, b'],
    ['[[[1, 2], [3, 4]], [[5, 6]]]', 'json', 'record 2 has 1 row, and record 1 has 2 × 2'],
  ] as const)('that are none are refused with their place: %s', (text, codec, message) => {
    expect(() => decoded(text, codec)).toThrow(message);
  });

  test('that are texts in a NumPy file are refused', () => {
    expect(() => decodeNumbers(printNpy([['a']]), 'npy', 'utf-8', false)).toThrow(
      'holds texts, and the model takes numbers',
    );
  });
});

describe('the quick reading of CSV', () => {
  const cell = fc.oneof(
    fc.double({ noDefaultInfinity: true, noNaN: true }).map(String),
    fc.tuple(fc.integer(), fc.nat({ max: 999_999 })).map(([whole, part]) => `${whole}.${part}`),
    fc.constantFrom(
      '',
      ' 5',
      '5 ',
      '+5',
      '-0',
      '.5',
      '5.',
      '1e3',
      '1E-3',
      '00012',
      '0x1F',
      '1_0',
      '-',
      '.',
      'e',
      '1e',
      'nan',
      'Infinity',
      '123456789012345678',
    ),
  );
  const body = fc
    .array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
    .map((rows) => rows.map((row) => row.join(',')).join('\n'));

  test('gives every number as JavaScript reads it, to the last digit, or leaves the body to the careful one', () => {
    fc.assert(
      fc.property(body, (text) => {
        const quick = csvDoubles(Buffer.from(text));
        if (!quick) return;
        const slow = parseCsv(text).map((row) =>
          row.map((one) => (one.trim() === '' ? Number.NaN : Number(one))),
        );
        expect(quick.toRows().map((row) => Array.from(row as number[]))).toEqual(slow);
      }),
      { numRuns: tries(500, 2000) },
    );
  });

  test('is taken for plain numbers, with any line end', () => {
    for (const text of ['1,2\n3,4', '1,2\r\n3,4\r\n', '1,2\r3,4\r', '\n1,2\n\n3,4\n']) {
      const table = csvDoubles(Buffer.from(text));
      expect(
        table?.toRows().map((row) => Array.from(row as number[])),
        text,
      ).toEqual([
        [1, 2],
        [3, 4],
      ]);
    }
  });
});

describe('a table of numbers', () => {
  const table = NumberTable.ofDoubles(Float64Array.from([1, 2, 3, 4, 5, 6]), [3, 2]);
  const rowsOf = (one: NumberTable) => JSON.stringify(one.toRows(), plain);

  test('is taken apart and put together as a list is', () => {
    expect(rowsOf(table.slice(1, 9))).toBe('[[3,4],[5,6]]');
    expect(rowsOf(table.slice(2, 3).concat(table.slice(0, 1)))).toBe('[[5,6],[1,2]]');
    expect(table.slice(0, 0)).toMatchObject({ length: 0, shape: [0, 2] });
  });

  test('fits under another one of the same width and type alone', () => {
    expect(table.kind).toBe(table.slice(0, 1).kind);
    expect(table.kind).not.toBe(NumberTable.ofDoubles(Float64Array.from([1]), [1, 1]).kind);
    expect(table.kind).not.toBe(new NumberTable('<f4', [3, 2], new Uint8Array(24)).kind);
  });

  test.each([
    ['|b1', Uint8Array.from([1, 0]), [true, false]],
    ['<f4', new Uint8Array(Float32Array.from([1.5, -2]).buffer), [1.5, -2]],
    ['<i8', new Uint8Array(BigInt64Array.from([7n, -8n]).buffer), [7, -8]],
    ['<i8', new Uint8Array(BigInt64Array.from([7n, 2n ** 62n]).buffer), [7n, 2n ** 62n]],
    ['<u8', new Uint8Array(BigUint64Array.from([7n, 2n ** 63n]).buffer), [7n, 2n ** 63n]],
    ['<f2', Uint8Array.from([0x00, 0x3c, 0x00, 0xc0]), [1, -2]],
  ])('of %s gives its numbers with all their digits', (type, bytes, values) => {
    expect(new NumberTable(type, [2], bytes).toRows()).toEqual(values);
  });

  test('becomes a NumPy file of its own type, and one of those becomes a table, whatever its order', () => {
    expect(parseNpy(table.toNpy())).toEqual([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    const whole = new NumberTable('<i4', [2, 1], new Uint8Array(Int32Array.from([1, 2]).buffer));
    expect(Buffer.from(whole.toNpy()).toString('latin1')).toContain("'descr': '<i4'");
    const facts = "{'descr': '>f8', 'fortran_order': True, 'shape': (3, 2), }".padEnd(117);
    const bytes = Buffer.from(Float64Array.from([1, 3, 5, 2, 4, 6]).buffer).swap64();
    const file = Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
      Buffer.from(`${facts}\n`),
      bytes,
    ]);
    const read = decodeNumbers(file, 'npy', 'utf-8', false).records;
    expect(read).toMatchObject({ type: '<f8', shape: [3, 2] });
    expect(JSON.stringify(read.toRows(), plain)).toBe('[[1,2],[3,4],[5,6]]');
  });
});

function plain(_key: string, value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as Float64Array) : value;
}
