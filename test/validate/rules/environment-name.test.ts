import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a name that no shell can read is refused', () => {
  expectProblem(
    'environment-name',
    modelPackage({ inference: 'inference: { environment: { my-flag.on: "1", 2FAST: "1" } }' }),
    `
    marketplace.yaml:7:29: error: "my-flag.on" in \`inference.environment\` cannot be the name of a variable [environment-name]
      inference: { environment: { my-flag.on: "1", 2FAST: "1" } }
                                  ^^^^^^^^^^
      rule: SageMaker takes up to 1024 letters, digits and _ and no digit first
      fix: rename it to my_flag_on
    marketplace.yaml:7:46: error: "2FAST" in \`inference.environment\` cannot be the name of a variable [environment-name]
      inference: { environment: { my-flag.on: "1", 2FAST: "1" } }
                                                   ^^^^^
      rule: SageMaker takes up to 1024 letters, digits and _ and no digit first
      fix: rename it to _2FAST
    `,
  );
});

test('letters, digits and underscores are accepted', () => {
  expectNoProblem(
    'environment-name',
    modelPackage({ inference: 'inference: { environment: { _my_FLAG_2: "1" } }' }),
  );
});
