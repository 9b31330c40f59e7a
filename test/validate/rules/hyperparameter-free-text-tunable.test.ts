import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('free text that is tunable is refused', () => {
  expectProblem(
    'hyperparameter-free-text-tunable',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: free-text, tunable: true }] }',
    }),
    `
    marketplace.yaml:6:123: error: \`a\` is free text, and it is tunable [hyperparameter-free-text-tunable]
      me: a, type: free-text, tunable: true }] }
                                       ^^^^
      because: a tuning job searches ranges and values, and free text has neither
      fix: remove \`tunable\`, or make the type categorical and list its values
    `,
  );
});

test('a category may be tunable', () => {
  expectNoProblem(
    'hyperparameter-free-text-tunable',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: categorical, values: [x, y], tunable: true }] }',
    }),
  );
});
