import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a version that the catalogue does not have is refused, and the known ones are named', () => {
  expectProblem(
    'framework-version-unknown',
    modelPackage({ framework: 'framework: { name: scikit-learn, version: "0.9" }' }),
    `
    marketplace.yaml:3:43: error: \`framework.version\` is "0.9", and the catalogue has scikit-learn 1.9 and 1.7 [framework-version-unknown]
      framework: { name: scikit-learn, version: "0.9" }
                                                ^^^^^
      fix: write "1.9", or leave the version out
    `,
  );
});

test('a known one is accepted', () => {
  expectNoProblem(
    'framework-version-unknown',
    modelPackage({ framework: 'framework: { name: scikit-learn, version: "1.9" }' }),
  );
});
