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

test('a day that is past gets a warning', () => {
  expectProblem(
    'scan-allow-date',
    modelPackage({
      upload: 'upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2026-11-21 }] } }',
    }),
    `
    marketplace.yaml:7:76: warning: this exception ended on 2026-11-21, and lets nothing through any more [scan-allow-date]
      upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2026-11-21 }] } }
                                                                                 ^^^^^^^^^^
      because: the scan of the next upload is refused where the finding is still there
      fix: remove it, or look at the finding again and write a later day
    `,
  );
});

test('today is the last day on which it holds', () => {
  expectNoProblem(
    'scan-allow-date',
    modelPackage({
      upload: 'upload: { scan: { allow: [{ id: CVE-2024-1, reason: false positive, until: 2026-11-29 }] } }',
    }),
  );
});
