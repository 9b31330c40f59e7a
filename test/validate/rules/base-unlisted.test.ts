import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a base that ECR scans and AWS does not list is let through with a warning', () => {
  expectProblem(
    'base-unlisted',
    modelPackage({ base: 'base: { os: debian:13 }' }),
    `
    marketplace.yaml:4:13: warning: AWS Marketplace does not list Debian 13 for images [base-unlisted]
      base: { os: debian:13 }
                  ^^^^^^^^^
      because: its list has not changed since 2019, and AWS’s own containers run on systems that are not on it either; AWS does not say whether its review uses the list
      fix: ask AWS Marketplace before you publish, or use amazonlinux:2023, which it lists
    `,
  );
});

test('a base that it lists is accepted', () => {
  expectNoProblem('base-unlisted', modelPackage({ base: 'base: ubuntu:18.04' }));
});
