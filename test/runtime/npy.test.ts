import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decode, encode } from '../../templates/runtime/codecs.ts';

describe('NumPy arrays', () => {
  /** Written by NumPy 1.x: np.save of the array named in the title. */
  function npy(type: string, shape: string, data: Uint8Array, order = 'False'): Buffer {
    const header = `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`.padEnd(117);
    return Buffer.concat([
      Buffer.from('\x93NUMPY\x01\x00\x76\x00', 'latin1'),
      Buffer.from(`${header}\n`),
      data,
    ]);
  }

  test.each<[string, string, string, Uint8Array, string, unknown]>([
    [
      'little-endian floats',
      '<f4',
      '(2, 1)',
      new Uint8Array(new Float32Array([0.5, -2]).buffer),
      'False',
      [[0.5], [-2]],
    ],
    ['big-endian integers', '>i2', '(2,)', new Uint8Array([1, 0, 255, 255]), 'False', [256, -1]],
    [
      'columns first',
      '|u1',
      '(2, 3)',
      new Uint8Array([1, 4, 2, 5, 3, 6]),
      'True',
      [
        [1, 2, 3],
        [4, 5, 6],
      ],
    ],
    ['booleans', '|b1', '(2,)', new Uint8Array([1, 0]), 'False', [true, false]],
    [
      'texts',
      '<U2',
      '(2,)',
      new Uint8Array(new Uint32Array([104, 105, 0x1f600, 0]).buffer),
      'False',
      ['hi', '😀'],
    ],
    ['nothing', '<f8', '(0, 4)', new Uint8Array(), 'False', []],
  ])('%s are read', (_title, type, shape, data, order, expected) => {
    expect(decode(npy(type, shape, data, order), 'npy')).toEqual({ records: expected, shape: 'list' });
  });

  test.each([
    ['too few bytes', npy('<f8', '(2,)', new Uint8Array(8))],
    ['a shape that would only fill memory', npy('<f8', '(1000000000, 0)', new Uint8Array())],
    ['Python objects', npy('|O', '(1,)', new Uint8Array(8))],
    ['a header that ends too early', Buffer.from('\x93NUMPY\x01\x00\xff\xff{}', 'latin1')],
  ])('%s are refused', (_title, body) => {
    expect(() => decode(body, 'npy')).toThrow(/^the NumPy (data|header)/);
  });

  test('an answer whose rows differ in length is a fault of the handler', () => {
    expect(() => encode([[1, 2], [3]], 'npy', 'list')).toThrow('differ in shape');
  });

  test('numbers and texts of any shape come back as they were sent', () => {
    const width = fc.integer({ min: 1, max: 4 });
    const rows = <T>(cell: fc.Arbitrary<T>) =>
      width.chain((columns) =>
        fc.array(fc.array(cell, { minLength: columns, maxLength: columns }), { minLength: 1 }),
      );
    const text = fc.string({ unit: 'binary' }).filter((one) => !one.endsWith('\0') && one.isWellFormed());
    fc.assert(
      fc.property(fc.oneof(rows(fc.double()), rows(text)), (values) => {
        expect(decode(encode(values, 'npy', 'list'), 'npy').records).toEqual(values);
      }),
    );
  });
});
