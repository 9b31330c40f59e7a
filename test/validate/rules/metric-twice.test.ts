import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem } from '../../support/expect-problems.ts';

test('a metric that is declared twice is refused', () => {
  expectProblem(
    'metric-twice',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "a=([0-9.]+)" }, { name: loss, regex: "b=([0-9.]+)" }] }',
    }),
    `
    marketplace.yaml:6:124: error: the metric \`loss\` is declared twice [metric-twice]
       regex: "a=([0-9.]+)" }, { name: loss, regex: "b=([0-9.]+)" }] }
                                       ^^^^
      fix: remove one of the two, or give it another name
      note: marketplace.yaml:6:86: first declared here
    `,
  );
});

test('two names are accepted', () => {
  expectNoProblem(
    'metric-twice',
    algorithm({
      training:
        'training: { channels: [{ name: train, contentTypes: [text/csv] }], metrics: [{ name: loss, regex: "a=([0-9.]+)" }, { name: auc, regex: "b=([0-9.]+)" }] }',
    }),
  );
});
