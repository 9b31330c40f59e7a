import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a default that is none of the values is refused', () => {
  expectProblem(
    'hyperparameter-default-not-among-values',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical, values: [log, hinge], default: square }] }',
    }),
    `
    marketplace.yaml:6:147: error: the default of \`a\` is "square", which is not among its values [hyperparameter-default-not-among-values]
      , values: [log, hinge], default: square }] }
                                       ^^^^^^
      fix: use log or hinge, or add it to \`values\`
      note: marketplace.yaml:6:116: its values
    `,
  );
});

test('one of them is accepted', () => {
  expectNoProblem(
    'hyperparameter-default-not-among-values',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical, values: [log, hinge], default: hinge }] }',
    }),
  );
});
