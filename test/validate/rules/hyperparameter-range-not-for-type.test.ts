import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a range on free text is refused', () => {
  expectProblem(
    'hyperparameter-range-not-for-type',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: free-text, min: 1 }] }',
    }),
    `
    marketplace.yaml:6:114: error: \`a\` is free text, which has no \`min\` [hyperparameter-range-not-for-type]
      rs: [{ name: a, type: free-text, min: 1 }] }
                                       ^^^
      fix: remove it, or make the type continuous or integer
    `,
  );
});

test('values are accepted on a category', () => {
  expectNoProblem(
    'hyperparameter-range-not-for-type',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical, values: [x] }] }',
    }),
  );
});
