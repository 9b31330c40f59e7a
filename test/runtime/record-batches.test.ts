import { describe, expect, test } from 'vitest';
import { BadBody, type InputRecord } from '../../listing/runtime/inference.ts';
import {
  batchRecords,
  type CellType,
  type ModelInput,
  predictionsOf,
} from '../../listing/runtime/record-batches.ts';

function input(name: string, type: CellType, ...shape: (number | null)[]): ModelInput {
  return { name, type, shape };
}

/** The cells and the shape of the only input. */
function batch(records: readonly InputRecord[], ...inputs: readonly ModelInput[]) {
  const [first] = batchRecords(records, inputs);
  return [Array.from<unknown>(first?.cells ?? []), first?.shape];
}

function fault(records: readonly InputRecord[], ...inputs: readonly ModelInput[]): string {
  try {
    batchRecords(records, inputs);
  } catch (error) {
    if (error instanceof BadBody) return error.message;
    throw error;
  }
  return 'accepted';
}

describe('one input', () => {
  const two = input('x', 'float32', 2);

  test('CSV rows and JSON arrays fill it from left to right', () => {
    expect(
      batch(
        [
          ['1', ' 2.5 '],
          [3, true],
        ],
        two,
      ),
    ).toEqual([
      [1, 2.5, 3, 1],
      [2, 2],
    ]);
  });

  test('an object fills it by name, or with its only member', () => {
    expect(batch([{ x: [1, 2], id: 7 }, { features: [3, 4] }], two)).toEqual([
      [1, 2, 3, 4],
      [2, 2],
    ]);
  });

  test('a record may be one value where the model wants one', () => {
    expect(batch([5, ['6'], { x: 7 }], input('x', 'float32', 1))).toEqual([
      [5, 6, 7],
      [3, 1],
    ]);
    expect(batch(['hello', 'world'], input('x', 'string'))).toEqual([['hello', 'world'], [2]]);
  });

  test('what has several axes comes nested or flat', () => {
    const cells = [1, 2, 3, 4, 5, 6];
    const nested = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(batch([nested, cells], input('x', 'float32', 2, 3))).toEqual([
      [...cells, ...cells],
      [2, 2, 3],
    ]);
  });

  test('a length that the model leaves open is that of the first record', () => {
    expect(batch([[1, 2, 3]], input('x', 'float32', null))).toEqual([
      [1, 2, 3],
      [1, 3],
    ]);
    expect(batch([[1, 2, 3, 4]], input('x', 'float32', null, 2))).toEqual([
      [1, 2, 3, 4],
      [1, 2, 2],
    ]);
    const picture = [[[1, 2]], [[3, 4]], [[5, 6]]];
    expect(batch([picture], input('x', 'float32', null, null, 2))).toEqual([
      [1, 2, 3, 4, 5, 6],
      [1, 3, 1, 2],
    ]);
    expect(fault([[1, 2], [1]], input('x', 'float32', null))).toBe(
      'record 2 has 1 column, and record 1 has 2',
    );
    expect(fault([[]], input('x', 'float32', null))).toBe('record 1 has 0 columns, and the model takes 1');
  });

  test.each<[string, readonly InputRecord[], string]>([
    [
      'too many columns',
      [
        [1, 2],
        [1, 2, 3],
      ],
      'record 2 has 3 columns, and the model takes 2',
    ],
    ['a text', [[1, 'x']], 'record 1, column 2: "x" is not a number'],
    ['an empty cell', [['1', '']], 'record 1, column 2: "" is not a number'],
    ['a null', [[null, 1]], 'record 1, column 1: null is not a number'],
    ['an endless number', [['1e999', '1']], 'record 1, column 1: "1e999" is not a number'],
    ['one value', [7], 'record 1 has one value, and the model takes 2'],
    ['an object inside', [[{ a: 1 }, 2]], 'record 1, column 1: {"a":1} is not a number'],
    ['an object without the member', [{ a: 1, b: 2 }], 'record 1 has no member "x"; it has: a, b'],
    ['an empty object', [{}], 'record 1 has no member "x"; it has: none'],
    ['a wrong cell of a member', [{ x: ['1', 'y'] }], 'record 1, member "x", column 2: "y" is not a number'],
  ])('%s is told with record and column', (_, records, message) => {
    expect(fault(records, two)).toBe(message);
  });

  test('ragged rows are told, and never shifted into one another', () => {
    const ragged = [[1, 2], [3], [4, 5, 6]];
    expect(fault([ragged], input('x', 'float32', 3, 2))).toBe(
      'record 1 has 3 rows, and the model takes 3 × 2',
    );
  });

  test('bytes are for the seller to decode, which is not the caller’s fault', () => {
    expect(() => batchRecords([new Uint8Array(3)], [two])).toThrow(TypeError);
  });
});

describe('cell types', () => {
  test.each<[CellType, InputRecord, unknown]>([
    ['float64', '0.1', 0.1],
    ['int64', '9007199254740993', 9007199254740993n],
    ['int64', '-5.0', -5n],
    ['int32', 7, 7],
    ['uint8', '255', 255],
    ['bool', 'True', 1],
    ['bool', false, 0],
    ['string', 12, '12'],
    ['float32', Number.NaN, Number.NaN],
  ])('%s takes %j', (type, record, cell) => {
    expect(batch([record], input('x', type))).toEqual([[cell], [1]]);
  });

  test.each<[CellType, InputRecord, string]>([
    ['int64', '1.5', '"1.5" is not a whole number from -9223372036854775808 to 9223372036854775807'],
    ['int64', '9223372036854775808', 'is not a whole number'],
    ['uint8', 256, '256 is not a whole number from 0 to 255'],
    ['int8', -129, '-129 is not a whole number from -128 to 127'],
    ['bool', 'constructor', '"constructor" is not true or false'],
    ['bool', 2, '2 is not true or false'],
    ['string', null, 'null is not a text'],
  ])('%s refuses %j', (type, record, message) => {
    expect(fault([record], input('x', type))).toContain(message);
  });
});

describe('several inputs', () => {
  const inputs = [input('age', 'float32', 1), input('plan', 'string', 1), input('use', 'int64', 2)];

  test('are filled from objects by name, in any order', () => {
    const [age, plan, use] = batchRecords([{ use: [1, 2], plan: 'gold', age: 40, more: 1 }], inputs);
    expect(Array.from<unknown>(age?.cells ?? [])).toEqual([40]);
    expect(plan?.cells).toEqual(['gold']);
    expect([use?.cells, use?.shape]).toEqual([BigInt64Array.of(1n, 2n), [1, 2]]);
  });

  test('are filled from rows in their order', () => {
    const [age, plan, use] = batchRecords(
      [
        ['40', 'gold', '1', '2'],
        ['50', 'iron', '3', '4'],
      ],
      inputs,
    );
    expect(Array.from<unknown>(age?.cells ?? [])).toEqual([40, 50]);
    expect(plan?.cells).toEqual(['gold', 'iron']);
    expect(use?.cells).toEqual(BigInt64Array.of(1n, 2n, 3n, 4n));
  });

  test('tell the column of the row, and what is missing', () => {
    expect(fault([['40', 'gold', '1', 'x']], ...inputs)).toMatch(/^record 1, column 4: "x" is not a whole/);
    expect(fault([['40', 'gold', '1']], ...inputs)).toBe('record 1 has 3 columns, and the model takes 4');
    expect(fault([{ age: 1 }], ...inputs)).toBe('record 1 has no member "plan"; it has: age');
    expect(fault([['1', '2']], input('a', 'float32', null), input('b', 'float32', 1))).toBe(
      'record 1 must be a JSON object with the members a, b',
    );
  });
});

describe('predictions', () => {
  const output = (name: string, cells: ArrayLike<number | bigint | string>, ...shape: number[]) => ({
    name,
    type: typeof cells[0] === 'string' ? 'string' : 'float32',
    cells,
    shape,
  });

  test('are the values alone where there is one column, and arrays where there are more', () => {
    expect(predictionsOf([output('y', [1, 2], 2, 1)], 2)).toEqual([1, 2]);
    expect(predictionsOf([output('y', BigInt64Array.of(1n, 2n), 2)], 2)).toEqual([1, 2]);
    expect(predictionsOf([output('y', [1, 2, 3, 4], 2, 2)], 2)).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(predictionsOf([output('y', [1, 2, 3, 4], 1, 2, 2)], 1)).toEqual([
      [
        [1, 2],
        [3, 4],
      ],
    ]);
  });

  test('are objects by name where there are several outputs, and booleans are true or false', () => {
    const isGood = { ...output('good', [1, 0], 2), type: 'bool' };
    expect(predictionsOf([output('label', ['a', 'b'], 2), isGood], 2)).toEqual([
      { label: 'a', good: true },
      { label: 'b', good: false },
    ]);
  });

  test('an output without one row per record is an error of the model', () => {
    expect(() => predictionsOf([output('y', [1, 2, 3], 3)], 2)).toThrow(
      'the output "y" is 3, and there are 2 records',
    );
  });
});
