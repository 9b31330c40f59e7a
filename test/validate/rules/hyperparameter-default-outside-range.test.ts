import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a default above the range is refused', () => {
  expectProblem(
    'hyperparameter-default-outside-range',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 5, default: 6 }] }',
    }),
    `
    marketplace.yaml:6:137: error: the default of \`a\` is 6, above its \`max\` of 5 [hyperparameter-default-outside-range]
      nteger, min: 1, max: 5, default: 6 }] }
                                       ^
      fix: move the default into the range, or widen the range
      note: marketplace.yaml:6:125: the range ends here
    `,
  );
});

test('a default at the end of the range is accepted', () => {
  expectNoProblem(
    'hyperparameter-default-outside-range',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 5, default: 5 }] }',
    }),
  );
});

test('a default below the range is refused', () => {
  expectProblem(
    'hyperparameter-default-outside-range',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 5, default: 0 }] }',
    }),
    `
    marketplace.yaml:6:137: error: the default of \`a\` is 0, below its \`min\` of 1 [hyperparameter-default-outside-range]
      nteger, min: 1, max: 5, default: 0 }] }
                                       ^
      fix: move the default into the range, or widen the range
      note: marketplace.yaml:6:117: the range starts here
    `,
  );
});
