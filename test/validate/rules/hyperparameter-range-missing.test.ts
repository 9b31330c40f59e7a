import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a range with one end is refused', () => {
  expectProblem(
    'hyperparameter-range-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1 }] }',
    }),
    `
    marketplace.yaml:6:117: error: \`a\` has one end of a range, and \`max\` is missing [hyperparameter-range-missing]
       [{ name: a, type: integer, min: 1 }] }
                                       ^
      rule: SageMaker takes a range only with its smallest and its largest value
      fix: add \`max\`
    `,
  );
});

test('a number without a range is accepted while it is not tunable', () => {
  expectNoProblem(
    'hyperparameter-range-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer }] }',
    }),
  );
});

test('a tunable number without a range is refused', () => {
  expectProblem(
    'hyperparameter-range-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: continuous, tunable: true }] }',
    }),
    `
    marketplace.yaml:6:124: error: \`a\` is tunable, and \`min\` and \`max\` are missing [hyperparameter-range-missing]
      e: a, type: continuous, tunable: true }] }
                                       ^^^^
      rule: SageMaker takes a range only with its smallest and its largest value
      fix: add \`min\` and \`max\`, or remove \`tunable\`
    `,
  );
});

test('an end in quotes is not called missing too', () => {
  expectNoProblem(
    'hyperparameter-range-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: "1", max: 5 }] }',
    }),
  );
});
