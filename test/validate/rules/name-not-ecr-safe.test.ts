import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a name with capitals and spaces is refused, and the nearest safe one is offered', () => {
  expectProblem(
    'name-not-ecr-safe',
    modelPackage({ product: 'product: { type: model-package, name: BERT Large }' }),
    `
    marketplace.yaml:2:39: error: \`product.name\` is "BERT Large", which cannot be the name of an ECR repository [name-not-ecr-safe]
      product: { type: model-package, name: BERT Large }
                                            ^^^^^^^^^^
      rule: ECR takes 2 or more lower-case letters, digits and single - _ . between them, and a letter first
      fix: use "bert-large", and put the display name in \`product.title\`
    `,
  );
});

test('letters, digits and single separators are accepted', () => {
  expectNoProblem(
    'name-not-ecr-safe',
    modelPackage({ product: 'product: { type: model-package, name: a-b_c.d2 }' }),
  );
});
