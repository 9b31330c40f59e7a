import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('required together with a default is refused', () => {
  expectProblem(
    'hyperparameter-default-with-required',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, default: 1, required: true }] }',
    }),
    `
    marketplace.yaml:6:134: error: \`a\` is required, and it has a default [hyperparameter-default-with-required]
      : integer, default: 1, required: true }] }
                                       ^^^^
      because: SageMaker refuses both together: a default is for what may be left out
      fix: remove \`required\`, or remove \`default\`
      note: marketplace.yaml:6:121: the default
    `,
  );
});

test('a default with required false is accepted', () => {
  expectNoProblem(
    'hyperparameter-default-with-required',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, default: 1, required: false }] }',
    }),
  );
});
