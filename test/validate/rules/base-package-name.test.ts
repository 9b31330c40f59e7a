import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('an option among the packages is refused', () => {
  expectProblem(
    'base-package-name',
    modelPackage({ base: 'base: { os: ubuntu:18.04, packages: ["--allow-unauthenticated"] }' }),
    `
    marketplace.yaml:4:38: error: "--allow-unauthenticated" is not the name of a package [base-package-name]
      base: { os: ubuntu:18.04, packages: ["--allow-unauthenticated"] }
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: a name has letters, digits and + - . _ : = ~, and no space or option
      fix: write one package an item, such as libgomp1
    `,
  );
});

test('a name with a version is accepted', () => {
  expectNoProblem(
    'base-package-name',
    modelPackage({ base: 'base: { os: ubuntu:18.04, packages: [libgomp1=8.4.0-1] }' }),
  );
});
