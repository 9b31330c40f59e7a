import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a gate without HIGH is let through with a warning', () => {
  expectProblem(
    'scan-gate-too-weak',
    modelPackage({ upload: 'upload: { scan: { block: [CRITICAL] } }' }),
    `
    marketplace.yaml:7:19: warning: \`upload.scan.block\` leaves out HIGH [scan-gate-too-weak]
      upload: { scan: { block: [CRITICAL] } }
                        ^^^^^
      rule: AWS Marketplace refuses images with a finding of either severity
      fix: write  block: [CRITICAL, HIGH]
    `,
  );
});

test('a stricter gate is accepted', () => {
  expectNoProblem(
    'scan-gate-too-weak',
    modelPackage({ upload: 'upload: { scan: { block: [CRITICAL, HIGH, MEDIUM] } }' }),
  );
});

test('a severity that is misspelt is not called missing too', () => {
  expectNoProblem(
    'scan-gate-too-weak',
    modelPackage({ upload: 'upload: { scan: { block: [critical, HIGH] } }' }),
  );
});
