import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a day that no calendar has is refused', () => {
  expectProblem(
    'scan-allow-date',
    modelPackage({
      upload: 'upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2026-02-29 }] } }',
    }),
    `
    marketplace.yaml:7:76: error: \`until\` is "2026-02-29", and it must be a day [scan-allow-date]
      upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2026-02-29 }] } }
                                                                                 ^^^^^^^^^^
      fix: write it as year, month and day: 2026-12-31
    `,
  );
});

test('the 29th of February of a leap year is accepted', () => {
  expectNoProblem(
    'scan-allow-date',
    modelPackage({
      upload: 'upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2028-02-29 }] } }',
    }),
  );
});
