import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a longer limit than an endpoint’s is a warning', () => {
  expectProblem(
    'timeout-above-endpoint-limit',
    modelPackage({ inference: 'inference: { timeoutSeconds: 61 }' }),
    `
    marketplace.yaml:7:30: warning: \`inference.timeoutSeconds\` is 61, and a real-time endpoint waits 60 [timeout-above-endpoint-limit]
      inference: { timeoutSeconds: 61 }
                                   ^^
      because: only a batch transform waits longer, up to 3600 seconds
      fix: write 60, unless your buyers need longer answers in batch transforms
    `,
  );
});

test('the limit of an endpoint is accepted', () => {
  expectNoProblem(
    'timeout-above-endpoint-limit',
    modelPackage({ inference: 'inference: { timeoutSeconds: 60 }' }),
  );
});
