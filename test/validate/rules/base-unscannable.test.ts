import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a base that ECR cannot scan is let through with a warning that names one it can', () => {
  expectProblem(
    'base-unscannable',
    modelPackage({ base: 'base: centos:7' }),
    `
    marketplace.yaml:4:7: warning: ECR cannot scan CentOS 7, and AWS Marketplace refuses an image without a scan result [base-unscannable]
      base: centos:7
            ^^^^^^^^
      because: ECR has had no scan results for it since June 2024. The tag is no longer maintained: its definition left the official images in July 2024. The framework does not depend on the base.
      fix: write \`amazonlinux:2023\`
    `,
  );
});

test('a base that it can scan is accepted', () => {
  expectNoProblem('base-unscannable', modelPackage({ base: 'base: ubuntu:18.04' }));
});
