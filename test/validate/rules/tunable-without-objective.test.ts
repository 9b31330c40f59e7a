import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('something tunable without an objective is let through with a warning', () => {
  expectProblem(
    'tunable-without-objective',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 5, tunable: true }] }',
    }),
    `
    marketplace.yaml:6:137: warning: \`a\` is tunable, and no metric has an \`objective\` [tunable-without-objective]
      nteger, min: 1, max: 5, tunable: true }] }
                                       ^^^^
      rule: SageMaker offers tuning only for algorithms with an objective metric
      fix: add  objective: maximize  or  objective: minimize  to a metric, or remove \`tunable\`
    `,
  );
});

test('an objective makes it whole', () => {
  expectNoProblem(
    'tunable-without-objective',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], hyperparameters: [{ name: a, type: integer, min: 1, max: 5, tunable: true }], metrics: [{ name: loss, regex: "a=([0-9.]+)", objective: minimize }] }',
    }),
  );
});
