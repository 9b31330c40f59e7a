import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a regex that leaves open what to print is let through with a warning', () => {
  expectProblem(
    'metric-not-printable',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "loss[ =:]+([0-9.]+)" }] }',
    }),
    `
    marketplace.yaml:6:99: warning: this regex does not show what line to print, so \`report\` in src/training.ts cannot print one that it finds [metric-not-printable]
      , metrics: [{ name: loss, regex: "loss[ =:]+([0-9.]+)" }] }
                                       ^^^^^^^^^^^^^^^^^^^^^
      fix: write it as plain text with one group, as in  loss=([0-9.]+) , or print the line yourself
    `,
  );
});

test('plain text with one group is accepted', () => {
  expectNoProblem(
    'metric-not-printable',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "validation:loss=([0-9.]+);" }] }',
    }),
  );
});

test('a script prints its metrics itself, so any regex will do', () => {
  expectNoProblem(
    'metric-not-printable',
    algorithm({
      framework: 'framework: scikit-learn',
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], entry: train.py, metrics: [{ name: loss, regex: "loss[ =:]+([0-9.]+)" }] }',
    }),
  );
});
