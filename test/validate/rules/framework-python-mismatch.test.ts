import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a Python that the version does not run on is refused', () => {
  expectProblem(
    'framework-python-mismatch',
    modelPackage({ framework: 'framework: { name: scikit-learn, version: "1.9", python: "3.7" }' }),
    `
    marketplace.yaml:3:58: error: scikit-learn 1.9 does not run on Python 3.7 [framework-python-mismatch]
      framework: { name: scikit-learn, version: "1.9", python: "3.7" }
                                                               ^^^^^
      because: the catalogue has it for Python 3.11, 3.12 and 3.13
      fix: write "3.11", or leave \`python\` out
    `,
  );
});

test('one that it runs on is accepted', () => {
  expectNoProblem(
    'framework-python-mismatch',
    modelPackage({ framework: 'framework: { name: scikit-learn, version: "1.9", python: "3.11" }' }),
  );
});
