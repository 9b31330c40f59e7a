import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an algorithm without training is refused', () => {
  expectProblem(
    'training-missing',
    algorithm({ training: '' }),
    `
    marketplace.yaml:2:18: error: \`product.type\` is algorithm, and \`training\` is missing [training-missing]
      product: { type: algorithm, name: churn-scorer }
                       ^^^^^^^^^
      rule: SageMaker creates an algorithm only with a training image and at least one channel
      fix: add a line such as \`training: { channels: [{ name: train, contentTypes: [text/csv] }] }\`
    `,
  );
});

test('a model package needs none', () => {
  expectNoProblem('training-missing', modelPackage());
});

test('a `training` that is refused as a whole is not missing as well', () => {
  expectNoProblem('training-missing', algorithm({ training: 'training: none' }));
});
