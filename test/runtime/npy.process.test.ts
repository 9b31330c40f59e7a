import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../listing/runtime/codecs.ts';
import { askNumpy, withoutNumpy } from '../support/numpy.ts';

interface NumpyArray {
  readonly title: string;
  readonly npy: string;
  /** Absent if the file must be refused. */
  readonly value: unknown;
}

/** Written by NumPy 2.4 through test/support/numpy_arrays.py. */
const kept = readFileSync(new URL('numpy-arrays.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line): NumpyArray => JSON.parse(line));

describe('a file that NumPy wrote is read', () => {
  test.each(kept)('$title', expectRead);

  test.skipIf(withoutNumpy)(`and so are those of the NumPy on this machine${withoutNumpy}`, () => {
    const written = askNumpy('write') as NumpyArray[];
    expect(written.map((array) => array.title)).toEqual(kept.map((array) => array.title));
    for (const array of written) expectRead(array);
  });

  test('Python 2’s long integers and other people’s spaces', () => {
    const header = "{'shape':(2L , 1L),'fortran_order':False,'descr':'<i2'}";
    expect(decode(npyOf(header, Buffer.from([1, 0, 2, 0])), 'npy').records).toEqual([[1], [2]]);
  });
});

function expectRead({ title, npy, value }: NumpyArray): void {
  const body = Buffer.from(npy, 'base64');
  // A body can be at any position in memory.
  const moved = Buffer.concat([Buffer.alloc(1), body]).subarray(1);
  if (value === null) {
    expect(() => decode(moved, 'npy'), title).toThrow('names no plain number or text type');
    return;
  }
  const { records, shape } = decode(moved, 'npy');
  expect(withWords(shape === 'one' ? records[0] : records), title).toEqual(value);
  expect(shape, title).toBe(Array.isArray(value) ? 'list' : 'one');
}

/**
 * Replaces values that JSON does not have by the words of the script. Negative zero is kept: the script has
 * no word for it.
 */
function withWords(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withWords);
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

function npyOf(header: string, data: Uint8Array, version = 1): Buffer {
  const length = Buffer.from([header.length & 255, header.length >> 8]);
  const start = Buffer.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0]);
  return Buffer.concat([start, length, Buffer.from(header, 'latin1'), data]);
}

function npy(type: string, shape: string, data = new Uint8Array()): Buffer {
  return npyOf(`{'descr': '${type}', 'fortran_order': False, 'shape': ${shape}, }`, data);
}

describe('a file with a wrong header is refused with the place of the fault', () => {
  test.each<[string, Buffer, string]>([
    [
      'too few bytes',
      npy('<f8', '(2,)', new Uint8Array(8)),
      'from byte 68 on is 8 bytes long; the shape (2) needs 16',
    ],
    [
      'too many bytes',
      npy('<f8', '()', new Uint8Array(9)),
      'from byte 66 on is 9 bytes long; the shape () needs 8',
    ],
    ['a shape beyond all memory', npy('<f8', `(${'9999999999999999, '.repeat(30)})`), 'is 0 bytes long'],
    [
      'a shape that would only fill memory',
      npy('<f8', '(1000000000, 0)'),
      'too little for the shape (1000000000, 0)',
    ],
    ['a billion empty texts', npy('<U0', '(1000000000,)'), 'too little for the shape (1000000000)'],
    [
      'lists in lists in lists',
      npy('|u1', `(5000, ${'1, '.repeat(31)})`, new Uint8Array(5000)),
      'holds too little',
    ],
    [
      'more axes than NumPy has',
      npy('|u1', `(${'1, '.repeat(33)})`, new Uint8Array(1)),
      'has 33 axes; 32 are allowed',
    ],
    ['another version', npyOf('{}', new Uint8Array(2), 4), 'the NumPy format 4 at byte 7 is none of 1, 2, 3'],
    [
      'a header beyond the end',
      Buffer.from('\x93NUMPY\x01\x00\xff\xff{}', 'latin1'),
      'header at byte 11 is longer',
    ],
    [
      'a longer header beyond the end',
      Buffer.from('\x93NUMPY\x02\x00\xff\xff\xff\xff', 'latin1'),
      'header at byte 13 is longer',
    ],
    [
      'no shape',
      npyOf("{'descr': '<f8', 'fortran_order': False}", new Uint8Array(8)),
      'names no order or no shape',
    ],
    ['a shape below zero', npy('<f8', '(-1,)', new Uint8Array(8)), 'names no order or no shape'],
    ['no order', npyOf("{'descr': '<f8', 'shape': ()}", new Uint8Array(8)), 'names no order or no shape'],
    ['integers of three bytes', npy('<i3', '(1,)', new Uint8Array(3)), 'names no plain number or text type'],
    [
      'a character that is none',
      npy('<U1', '(2,)', Buffer.from('a\0\0\0\0\0\x11\0', 'latin1')),
      'text at byte 72 is no text',
    ],
    [
      'bytes that are no text',
      npy('|S2', '(2,)', Buffer.from('a\0\xe9a', 'latin1')),
      'text at byte 70 is no text',
    ],
  ])('%s', (_title, body, message) => {
    expect(() => decode(body, 'npy')).toThrow(message);
  });

  test('an endless header costs no more than its length', () => {
    for (const part of ['1', '1,', ' ', "'shape': (", "'descr': '<U"])
      expect(() =>
        decode(
          npyOf(`{'descr': '<f8', 'fortran_order': False, 'shape': (${part.repeat(4000)}`, new Uint8Array()),
          'npy',
        ),
      ).toThrow('shape');
    const zeros = npy('<U100000', '()', Buffer.concat([Buffer.alloc(399996), Buffer.from([97, 0, 0, 0])]));
    expect(decode(zeros, 'npy').records).toEqual([`${'\0'.repeat(99999)}a`]);
  });
});

interface Understood {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly value: unknown;
}

describe('predictions are written as NumPy reads them', () => {
  const answers: readonly [string, readonly unknown[], Understood][] = [
    ['numbers', [1, -2.5], { dtype: '<f8', shape: [2], value: [1, -2.5] }],
    [
      'what is no number',
      [null, Number.NaN, -1 / 0],
      { dtype: '<f8', shape: [3], value: ['NaN', 'NaN', '-Infinity'] },
    ],
    [
      'rows',
      [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      {
        dtype: '<f8',
        shape: [3, 2],
        value: [
          [1, 2],
          [3, 4],
          [5, 6],
        ],
      },
    ],
    [
      'typed arrays',
      [new Float32Array([0.5, 2]), new BigInt64Array([1n, 2n])],
      {
        dtype: '<f8',
        shape: [2, 2],
        value: [
          [0.5, 2],
          [1, 2],
        ],
      },
    ],
    [
      'lists of typed arrays',
      [[new Uint8Array([1])], [new Uint8Array([2])]],
      { dtype: '<f8', shape: [2, 1, 1], value: [[[1]], [[2]]] },
    ],
    [
      'members of objects',
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      {
        dtype: '<f8',
        shape: [2, 2],
        value: [
          [1, 2],
          [3, 4],
        ],
      },
    ],
    ['truth values', [[true], [false]], { dtype: '|b1', shape: [2, 1], value: [[true], [false]] }],
    ['truth values among numbers', [true, 2], { dtype: '<f8', shape: [2], value: [1, 2] }],
    [
      'texts of all alphabets',
      ['a', '日本', '😀é!', ''],
      { dtype: '<U3', shape: [4], value: ['a', '日本', '😀é!', ''] },
    ],
    [
      'a text makes all texts',
      [
        ['a', 1.5],
        [null, true],
      ],
      {
        dtype: '<U4',
        shape: [2, 2],
        value: [
          ['a', '1.5'],
          ['', 'true'],
        ],
      },
    ],
    ['no predictions', [], { dtype: '<f8', shape: [0], value: [] }],
    ['empty rows', [[], []], { dtype: '<f8', shape: [2, 0], value: [[], []] }],
    ['many axes', [nested(32)], { dtype: '<f8', shape: Array(32).fill(1), value: [nested(32)] }],
  ];

  test.skipIf(withoutNumpy)(`and NumPy says so itself${withoutNumpy}`, () => {
    const files = answers.map(([, predictions]) =>
      Buffer.from(encode(predictions, 'npy', 'list')).toString('base64'),
    );
    expect(askNumpy('read', `${files.join('\n')}\n`)).toEqual(answers.map(([, , understood]) => understood));
  });

  test.each(answers)('%s', (_title, predictions, { dtype, shape, value }) => {
    const file = Buffer.from(encode(predictions, 'npy', 'list'));
    const start = 10 + file.readUInt16LE(8);
    const header = `{'descr': '${dtype}', 'fortran_order': False, 'shape': (${shape.join(', ')},), }`;
    expect(file.toString('latin1', 10, start)).toBe(`${header.padEnd(start - 11)}\n`);
    expect(start % 64).toBe(0);
    expect(withWords(decode(file, 'npy').records)).toEqual(value);
  });

  test.each<[string, readonly unknown[], string]>([
    ['rows that differ in length', [[1, 2], [3]], 'differ in shape'],
    ['a number among rows', [[1], 2], 'differ in shape'],
    ['a row among numbers', [1, [2]], 'differ in shape'],
    ['more axes than NumPy has', [nested(33)], 'more than 32 axes'],
    ['a function', [[() => 1]], 'a prediction holds a function'],
    [
      'a few bytes that would become gigabytes',
      ['a'.repeat(1e6), ...Array(1e5).fill('')],
      'would fill 400004000000 bytes',
    ],
  ])('%s are a fault of the handler', (_title, predictions, message) => {
    expect(() => encode(predictions, 'npy', 'list')).toThrow(message);
  });

  test('numbers and texts of any shape come back as they were sent', () => {
    const width = fc.integer({ min: 1, max: 4 });
    const rows = <T>(cell: fc.Arbitrary<T>) =>
      width.chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.endsWith('\0') && one.isWellFormed());
    fc.assert(
      fc.property(fc.oneof(rows(fc.double()), rows(text), rows(fc.boolean())), (values) => {
        expect(decode(encode(values, 'npy', 'list'), 'npy').records).toEqual(values);
      }),
    );
  });
});

/** 1 inside `axes - 1` lists, because the list of predictions is one axis too. */
function nested(axes: number): unknown {
  return axes === 1 ? 1 : [nested(axes - 1)];
}
