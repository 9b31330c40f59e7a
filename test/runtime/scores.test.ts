import fc from 'fast-check';
import { expect, test } from 'vitest';
import { reportScores, score } from '../../listing/runtime/scores.ts';

test.each([
  ['validation:auc', [0.1, 0.4, 0.35, 0.8], [0, 0, 1, 1], 0.75],
  ['auc', [0.5, 0.5], [0, 1], 0.5],
  ['train:accuracy', [0.9, 0.2, 0.6], [1, 0, 0], 2 / 3],
  ['r2', [1, 2, 3], [1, 2, 3], 1],
  ['r2', [2, 2, 2], [1, 2, 3], 0],
  ['mae', [1, 5], [2, 3], 1.5],
  ['train:mse', [1, 5], [2, 3], 2.5],
  ['train:loss', [1, 5], [2, 3], 2.5],
  ['validation:rmse', [1, 5], [2, 3], Math.sqrt(2.5)],
  ['validation:error', [1, 5], [2, 3], Math.sqrt(2.5)],
])('%s of %j for %j is %d', (metric, predictions, targets, expected) => {
  expect(score(metric, predictions, targets)).toBeCloseTo(expected, 12);
});

test('the area under the curve is the share of pairs that are ranked right', () => {
  const pair = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 1 }));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
      const positives = pairs.filter(([, target]) => target === 1);
      const negatives = pairs.filter(([, target]) => target === 0);
      fc.pre(positives.length > 0 && negatives.length > 0);
      const wins = positives.flatMap(([high]) =>
        negatives.map(([low]) => (high === low ? 0.5 : Number(high > low))),
      );
      const expected = wins.reduce((sum, win) => sum + win, 0) / wins.length;
      const values = [pairs.map(([value]) => value), pairs.map(([, target]) => target)] as const;
      expect(score('auc', ...values)).toBeCloseTo(expected, 12);
    }),
  );
});

test('a metric named after the validation gets the value of the rows that were not learnt from', () => {
  const reported: [string, number][] = [];
  reportScores((name, value) => reported.push([name, value]), {
    train: { predictions: [0, 1], targets: [1, 0] },
    validation: { predictions: [0, 1], targets: [0, 1] },
  });
  // The contract in listing/runtime has only this metric.
  expect(reported).toEqual([['validation:auc', 1]]);
});
