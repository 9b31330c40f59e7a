import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a category without values is refused', () => {
  expectProblem(
    'hyperparameter-values-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical }] }',
    }),
    `
    marketplace.yaml:6:103: error: \`a\` is categorical, and \`values\` is missing [hyperparameter-values-missing]
      perparameters: [{ name: a, type: categorical }] }
                                       ^^^^^^^^^^^
      rule: SageMaker takes 1 to 30 values
      fix: add them, as in  values: [log, hinge] , or make the type free-text
    `,
  );
});

test('values that the schema refused are not called missing', () => {
  expectNoProblem(
    'hyperparameter-values-missing',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical, values: 1 }] }',
    }),
  );
});
