import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a name with an underscore, which ECR takes, is refused for SageMaker', () => {
  expectProblem(
    'name-not-api-safe',
    modelPackage({ product: 'product: { type: model-package, name: churn_scorer.v2 }' }),
    `
    marketplace.yaml:2:39: error: \`product.name\` is "churn_scorer.v2", which cannot be part of the name of a SageMaker resource [name-not-api-safe]
      product: { type: model-package, name: churn_scorer.v2 }
                                            ^^^^^^^^^^^^^^^
      rule: ECR would take it, but SageMaker takes only letters, digits and hyphens between them
      fix: use "churn-scorer-v2"
    `,
  );
});

test('hyphens in a row are accepted', () => {
  expectNoProblem(
    'name-not-api-safe',
    modelPackage({ product: 'product: { type: model-package, name: churn--scorer }' }),
  );
});

test('a name that ECR refuses too is reported once', () => {
  expectNoProblem(
    'name-not-api-safe',
    modelPackage({ product: 'product: { type: model-package, name: Churn_scorer }' }),
  );
});
