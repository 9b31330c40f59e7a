import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a name that leaves no room for its release is refused', () => {
  expectProblem(
    'resource-name-too-long',
    modelPackage({
      product: `product: { name: ${'n'.repeat(50)}, release: 1.4.0-beta-20261121, type: model-package }`,
    }),
    `
    marketplace.yaml:2:18: error: \`product.name\` and \`product.release\` make the resource name "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-1-4-0-beta-20261121", which has 70 characters [resource-name-too-long]
      product: { name: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn, release: 1.4.0-beta-20261121, t
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes names of up to 63 characters, and the release makes each one new
      fix: shorten the name or the release by 7 or more; a long name can be in \`product.title\`
      note: marketplace.yaml:2:79: the release is 1.4.0-beta-20261121
    `,
  );
});

test('the release that is taken when none is given counts as well', () => {
  expectProblem(
    'resource-name-too-long',
    modelPackage({ product: `product: { name: ${'n'.repeat(58)}, type: model-package }` }),
    `
    marketplace.yaml:2:18: error: \`product.name\` and \`product.release\` make the resource name "nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn-0-1-0", which has 64 characters [resource-name-too-long]
      product: { name: nnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnnn, type: model-package }
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: SageMaker takes names of up to 63 characters, and the release makes each one new
      fix: shorten the name or the release by 1 or more; a long name can be in \`product.title\`
      note: marketplace.yaml:2:1: no release is given here, so it is 0.1.0
    `,
  );
});

test('63 characters in all are accepted', () => {
  expectNoProblem(
    'resource-name-too-long',
    modelPackage({ product: `product: { name: ${'n'.repeat(57)}, type: model-package }` }),
  );
});

test('separators in a row count as one, and those at the end do not count', () => {
  expectNoProblem(
    'resource-name-too-long',
    modelPackage({ product: `product: { name: ${'n'.repeat(59)}, type: model-package, release: 1._0.- }` }),
  );
});
