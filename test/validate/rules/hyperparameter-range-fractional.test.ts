import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a fraction in the range of an integer is refused', () => {
  expectProblem(
    'hyperparameter-range-fractional',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 0.5, max: 9 }] }',
    }),
    `
    marketplace.yaml:6:117: error: \`a\` is an integer, and its \`min\` is 0.5 [hyperparameter-range-fractional]
       [{ name: a, type: integer, min: 0.5, max: 9 }] }
                                       ^^^
      fix: write 1, or make the type continuous
    `,
  );
});

test('a fraction is accepted where the type is continuous', () => {
  expectNoProblem(
    'hyperparameter-range-fractional',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: continuous, min: 0.5, max: 9 }] }',
    }),
  );
});
