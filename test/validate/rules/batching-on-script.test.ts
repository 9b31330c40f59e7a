import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

const framework = 'framework: scikit-learn';

test('batching is useless where a script gets each request alone', () => {
  expectProblem(
    'batching-on-script',
    modelPackage({
      framework,
      inference: 'inference: { entry: predict.py, batching: { maxSize: 32, maxDelayMs: 2 } }',
    }),
    `
    marketplace.yaml:7:33: warning: \`inference.batching\` is given, and a script gets each request alone [batching-on-script]
      inference: { entry: predict.py, batching: { maxSize: 32, maxDelayMs: 2 } }
                                      ^^^^^^^^
      fix: remove it, or write python/model.py, whose \`predict\` takes records
      note: marketplace.yaml:7:21: the script is named here
    `,
  );
});

test('it may be off', () => {
  const inference = 'inference: { entry: predict.py, batching: off }';
  expectNoProblem('batching-on-script', modelPackage({ framework, inference }));
});
