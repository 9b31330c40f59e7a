import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a release that is no image tag is refused, and a near one is offered', () => {
  expectProblem(
    'release-not-a-tag',
    modelPackage({ product: 'product: { type: model-package, name: churn, release: 1.4.0+build.5 }' }),
    `
    marketplace.yaml:2:55: error: \`product.release\` is "1.4.0+build.5", which cannot be an image tag [release-not-a-tag]
      product: { type: model-package, name: churn, release: 1.4.0+build.5 }
                                                            ^^^^^^^^^^^^^
      rule: a tag has only letters, digits and _ . - and begins with neither . nor -
      fix: use "1.4.0-build.5"
    `,
  );
});

test('`latest` is refused, since it names another image after each build', () => {
  expectProblem(
    'release-not-a-tag',
    modelPackage({ product: 'product: { type: model-package, name: churn, release: latest }' }),
    `
    marketplace.yaml:2:55: error: \`product.release\` is "latest", which names another image after each build [release-not-a-tag]
      product: { type: model-package, name: churn, release: latest }
                                                            ^^^^^^
      because: AWS certifies one image, and a published version can never point at another
      fix: number the release, for example "1.0.0", and raise it for each version you publish
    `,
  );
});

test('letters, digits and separators are accepted', () => {
  expectNoProblem(
    'release-not-a-tag',
    modelPackage({ product: 'product: { type: model-package, name: churn, release: v1.4.0-rc_1 }' }),
  );
});

test('a release that begins with a separator is refused', () => {
  expectProblem(
    'release-not-a-tag',
    modelPackage({ product: 'product: { type: model-package, name: churn, release: .rc1 }' }),
    `
    marketplace.yaml:2:55: error: \`product.release\` is ".rc1", which cannot be an image tag [release-not-a-tag]
      product: { type: model-package, name: churn, release: .rc1 }
                                                            ^^^^
      rule: a tag has only letters, digits and _ . - and begins with neither . nor -
      fix: use "rc1"
    `,
  );
});
