import { test } from 'vitest';
import {
  algorithm,
  expectNoProblem,
  expectProblem,
  modelPackage,
  ownImage,
} from '../../support/expect-problems.ts';

test('a model package without its model is refused', () => {
  expectProblem(
    'artifacts-missing',
    modelPackage({ artifacts: '' }),
    `
    marketplace.yaml:2:18: error: \`product.type\` is model-package, and \`artifacts\` is missing [artifacts-missing]
      product: { type: model-package, name: churn-scorer }
                       ^^^^^^^^^^^^^
      because: buyers of a model package cannot train, so the model comes with it
      fix: add a line such as \`artifacts: { mode: bundled, path: model }\`
    `,
  );
});

test('an algorithm needs none', () => {
  expectNoProblem('artifacts-missing', algorithm());
});

test('a misspelt `artifacts` has its own message and is not missing as well', () => {
  expectNoProblem(
    'artifacts-missing',
    modelPackage({ artifacts: 'artefacts: { mode: bundled, path: model }' }),
  );
});

test('an empty `artifacts` has one as well', () => {
  expectNoProblem('artifacts-missing', modelPackage({ artifacts: 'artifacts:' }));
});

test('an image of the seller’s own may have its model', () => {
  expectNoProblem('artifacts-missing', ownImage());
  expectNoProblem('artifacts-missing', ownImage({ image: 'image: [my-image]' }));
});
