import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printNpy } from '../../../listing/runtime/codecs/write-npy.ts';
import { sampleFor } from '../../../src/generate.ts';
import type { Codec } from '../../../src/model/catalogue.ts';
import { readContent } from '../../../src/rehearse/answers/read-content.ts';

const read = (text: string | Uint8Array, codec: Codec) =>
  readContent(typeof text === 'string' ? new TextEncoder().encode(text) : text, codec);

describe('the records of an answer', () => {
  test.each<[string, Codec, number | undefined]>([
    ['1\n2\n3\n', 'csv', 3],
    ['1\n2', 'csv', 2],
    ['1\r\n\r\n2\r\n', 'csv', 2],
    ['"a ""b"",\nc",2\n"d",3\n', 'csv', 2],
    ['a,\nb,\n', 'csv', 2],
    ['a,', 'csv', 1],
    ['', 'csv', 0],
    ['[1, 2]', 'json', 2],
    ['{"predictions": [1, 2, 3]}', 'json', 3],
    ['{"score": 1}', 'json', undefined],
    ['3', 'json', undefined],
    ['1\n{"a": 2}\n\n', 'jsonlines', 2],
    ['anything', 'text', undefined],
    ['anything', 'bytes', undefined],
  ])('in %j, as %s, are %j', (text, codec, records) => {
    expect(read(text, codec)).toMatchObject({ ok: true, value: { records } });
  });
});

test.each<[string, Codec, string]>([
  ['Error during model invocation', 'json', 'it is not JSON: Unexpected token'],
  ['{"score": NaN}', 'json', 'it is not JSON: Unexpected token'],
  ['1\nx\n', 'jsonlines', 'line 2 is not JSON'],
  ['1,2\n3\n', 'csv', 'row 2 has 1 columns, and the rows above have 2'],
  ['1,"2\n', 'csv', 'row 1 has a quote that does not fit'],
  ['1,2"2\n', 'csv', 'row 1 has a quote that does not fit'],
  ['1', 'npy', 'it does not begin like an array of NumPy'],
])('what a caller cannot read in %j, as %s: %s', (text, codec, words) => {
  expect(read(text, codec)).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
});

test('bytes that are no UTF-8 are no text', () => {
  expect(read(Uint8Array.of(0xff), 'text')).toEqual({ ok: false, reason: 'it is not UTF-8' });
});

describe('an array of NumPy', () => {
  test('has its first axis as records, and its values as numbers', () => {
    const answer = read(
      printNpy([
        [1, 2],
        [3, 4.5],
      ]),
      'npy',
    );
    expect(answer).toMatchObject({
      ok: true,
      value: { records: 2, value: { shape: [2, 2], values: [1, 2, 3, 4.5] } },
    });
  });

  test.each([
    ['cut', (bytes: Uint8Array) => bytes.subarray(0, -8), 'announces 32 bytes of values, and 24 follow'],
    ['with more behind it', (bytes: Uint8Array) => Uint8Array.from([...bytes, 0]), 'and 33 follow'],
    ['without its header', (bytes: Uint8Array) => bytes.subarray(0, 20), 'its header does not say'],
    ['of nine bytes', (bytes: Uint8Array) => bytes.subarray(0, 9), 'does not begin like'],
  ])('%s is not sound', (_, spoil, words) => {
    const answer = read(
      spoil(
        printNpy([
          [1, 2],
          [3, 4],
        ]),
      ),
      'npy',
    );
    expect(answer).toMatchObject({ ok: false, reason: expect.stringContaining(words) });
  });
});

test('every generated sample can be read', () => {
  for (const codec of ['csv', 'json', 'jsonlines', 'npy', 'text', 'bytes'] as const) {
    const type = { type: `x/${codec}`, codec, split: 'None', assemble: 'None', extension: codec } as const;
    expect(read(sampleFor(type).bytes, codec).ok, codec).toBe(true);
  }
});

test('any rows are read as they were written', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '1', ',', '"', '\n', ' ') });
  const rows = fc
    .integer({ min: 2, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
  fc.assert(
    fc.property(rows, (table) => {
      const text = table
        .map((row) => row.map((one) => `"${one.replaceAll('"', '""')}"`).join(','))
        .join('\n');
      expect(read(text, 'csv')).toEqual({ ok: true, value: { value: table, records: table.length } });
    }),
  );
});

test('no bytes stop the reader', () => {
  const codec = fc.constantFrom<Codec>('csv', 'json', 'jsonlines', 'npy', 'text', 'bytes');
  const head = fc.constantFrom('', '\x93NUMPY\x01\0', '\x93NUMPY\x02\0\xff\xff', '{"', '"');
  fc.assert(
    fc.property(codec, head, fc.uint8Array({ maxLength: 200 }), (as, begin, bytes) => {
      expect(typeof readContent(Uint8Array.from([...Buffer.from(begin, 'latin1'), ...bytes]), as).ok).toBe(
        'boolean',
      );
    }),
  );
});
