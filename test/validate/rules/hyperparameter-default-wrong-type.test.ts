import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('text as the default of a number is refused', () => {
  expectProblem(
    'hyperparameter-default-wrong-type',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, default: many }] }',
    }),
    `
    marketplace.yaml:6:121: error: the default of \`a\` is "many", and its type is integer [hyperparameter-default-wrong-type]
      name: a, type: integer, default: many }] }
                                       ^^^^
      fix: write a number without quotes
    `,
  );
});

test('text is accepted on free text', () => {
  expectNoProblem(
    'hyperparameter-default-wrong-type',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: free-text, default: many }] }',
    }),
  );
});
