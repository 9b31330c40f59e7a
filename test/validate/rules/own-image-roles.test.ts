import { test } from 'vitest';
import { expectNoProblem, expectProblem, ownImage } from '../../support/expect-problems.ts';

const both = 'image: { inference: serves, training: trains }';

test('a model package has no image that trains', () => {
  expectProblem(
    'own-image-roles',
    ownImage({ image: both }),
    `
    marketplace.yaml:4:29: error: \`image.training\` is given, and \`product.type\` is model-package, which nobody trains [own-image-roles]
      image: { inference: serves, training: trains }
                                  ^^^^^^^^
      fix: remove it, or set \`product.type\` to algorithm to sell the training
      note: marketplace.yaml:2:18: the product is a model package
    `,
  );
});

test('an algorithm may have one, and a model package the long form', () => {
  expectNoProblem(
    'own-image-roles',
    ownImage({ image: both, product: 'product: { type: algorithm, name: churn-scorer }' }),
  );
  expectNoProblem('own-image-roles', ownImage({ image: 'image: { inference: serves }' }));
});
