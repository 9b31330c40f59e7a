import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a model package with training is refused', () => {
  expectProblem(
    'training-on-model-package',
    modelPackage({ training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }] }' }),
    `
    marketplace.yaml:7:1: error: \`training\` is given, and \`product.type\` is model-package [training-on-model-package]
      training: { channels: [{ name: train, contentTypes: [text/csv] }] }
      ^^^^^^^^
      because: a model package has no training image; its buyers only infer
      fix: remove \`training\`, or set \`product.type\` to algorithm to let buyers train on their own data
      note: marketplace.yaml:2:18: the product is a model package
    `,
  );
});

test('an algorithm with training is accepted', () => {
  expectNoProblem('training-on-model-package', algorithm());
});
