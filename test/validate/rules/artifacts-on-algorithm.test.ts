import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an algorithm with a model of its own is refused', () => {
  expectProblem(
    'artifacts-on-algorithm',
    algorithm({ artifacts: 'artifacts: { mode: bundled, path: model }' }),
    `
    marketplace.yaml:6:1: error: \`artifacts\` is given, and \`product.type\` is algorithm [artifacts-on-algorithm]
      artifacts: { mode: bundled, path: model }
      ^^^^^^^^^
      because: an algorithm serves the model that the buyer’s own training job wrote to /opt/ml/model
      fix: remove \`artifacts\`, or set \`product.type\` to model-package to sell this model
      note: marketplace.yaml:2:18: the product is an algorithm
    `,
  );
});

test('a model package with one is accepted', () => {
  expectNoProblem('artifacts-on-algorithm', modelPackage());
});
