import fc from 'fast-check';
import { expect, test } from 'vitest';
import { differencesOf, usualTolerance } from '../../../src/rehearse/answers/compare-values.ts';

const differences = (expected: unknown, given: unknown, tolerance = usualTolerance) =>
  differencesOf(expected, given, tolerance);

test.each<[unknown, unknown]>([
  [0.1 + 0.2, 0.3],
  [1000, 1000.009],
  [0, 1e-9],
  ['0.30000000001', '0.3'],
  [[['1', 'a']], [['1.0', 'a']]],
  [{ a: [1, { b: 'x' }] }, { a: [1, { b: 'x' }] }],
  [Number.NaN, Number.NaN],
])('%j is as good as %j', (expected, given) => {
  expect(differences(expected, given)).toEqual([]);
});

test.each<[unknown, unknown, string]>([
  [1, 1.001, 'the answer: expected 1, and got 1.001'],
  [[1, 2], [1, 3], '[1]: expected 2, and got 3'],
  [[1, 2], [1], 'the answer: expected [1,2], and got [1]'],
  [
    { predictions: [{ label: 'a' }] },
    { predictions: [{ label: 'b' }] },
    'predictions[0].label: expected "a", and got "b"',
  ],
  [{ a: 1 }, {}, 'a: expected 1, and got nothing'],
  [{}, { a: 1 }, 'a: expected nothing, and got 1'],
  ['1', 1, 'the answer: expected "1", and got 1'],
  ['', '0', 'the answer: expected "", and got "0"'],
  [null, 0, 'the answer: expected null, and got 0'],
  [[1], { 0: 1 }, 'the answer: expected [1], and got {"0":1}'],
])('%j is another answer than %j', (expected, given, words) => {
  expect(differences(expected, given)).toEqual([words]);
});

test('the tolerance is relative to the expected number, or absolute', () => {
  expect(differences(100, 101, { relative: 0.01, absolute: 0 })).toEqual([]);
  expect(differences(100, 101.1, { relative: 0.01, absolute: 0 })).toHaveLength(1);
  expect(differences(0, 0.5, { relative: 0.01, absolute: 0.5 })).toEqual([]);
});

test('only the first differences are told', () => {
  const many = Array.from({ length: 100 }, (_, index) => index);
  expect(
    differences(
      many,
      many.map((one) => one + 1),
    ),
  ).toHaveLength(5);
});

test('any value equals itself', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(differences(value, structuredClone(value))).toEqual([]);
    }),
  );
});
