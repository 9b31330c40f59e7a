import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a base that is scanned and gets no more fixes is let through with a warning', () => {
  expectProblem(
    'base-ended',
    modelPackage({ base: 'base: alpine:3.21' }),
    `
    marketplace.yaml:4:7: warning: Alpine 3.21 has had no security fixes since 2026-11-01 [base-ended]
      base: alpine:3.21
            ^^^^^^^^^^^
      because: AWS Marketplace refuses an image with a critical or high finding, and a finding in it stays
      fix: choose one that ECR scans and that is supported for years: \`amazonlinux:2023\`, \`ubuntu:26.04\`, \`debian:13\` or \`ubuntu:24.04\`
    `,
  );
});

test('the last day of its support is no problem', () => {
  const base = modelPackage({ base: 'base: alpine:3.21' });
  expectNoProblem('base-ended', base, '2026-11-01');
  expectNoProblem('base-ended', modelPackage({ base: 'base: amazonlinux:2023' }), '2029-06-30');
});

test('a base that cannot be scanned has its own warning', () => {
  expectNoProblem('base-ended', modelPackage({ base: 'base: debian:6' }));
});
