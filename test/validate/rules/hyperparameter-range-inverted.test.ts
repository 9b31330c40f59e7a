import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a range that starts above its end is refused', () => {
  expectProblem(
    'hyperparameter-range-inverted',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 9, max: 1 }] }',
    }),
    `
    marketplace.yaml:6:117: error: the range of \`a\` starts at 9 and ends at 1 [hyperparameter-range-inverted]
       [{ name: a, type: integer, min: 9, max: 1 }] }
                                       ^
      fix: write \`min: 1\` and \`max: 9\`
      note: marketplace.yaml:6:125: the range ends here
    `,
  );
});

test('a range of one value is accepted', () => {
  expectNoProblem(
    'hyperparameter-range-inverted',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 1 }] }',
    }),
  );
});
