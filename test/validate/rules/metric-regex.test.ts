import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a regex without a group is refused', () => {
  expectProblem(
    'metric-regex',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "loss=[0-9.]+" }] }',
    }),
    `
    marketplace.yaml:6:99: error: the regex of a metric has no group [metric-regex]
      , metrics: [{ name: loss, regex: "loss=[0-9.]+" }] }
                                       ^^^^^^^^^^^^^^
      because: the first group is what SageMaker takes as the value
      fix: put the number in parentheses, as in  loss=([0-9.]+)
    `,
  );
});

test('a regex with one group is accepted', () => {
  expectNoProblem(
    'metric-regex',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "loss=([0-9.]+)" }] }',
    }),
  );
});

test('a regex that cannot be read is refused with the reason', () => {
  expectProblem(
    'metric-regex',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "loss=([0-9.]+" }] }',
    }),
    `
    marketplace.yaml:6:99: error: the regex of a metric cannot be read: unterminated group [metric-regex]
      , metrics: [{ name: loss, regex: "loss=([0-9.]+" }] }
                                       ^^^^^^^^^^^^^^^
      fix: write it like  loss=([0-9.]+)
    `,
  );
});
