import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('larger requests than an endpoint passes on are a warning', () => {
  expectProblem(
    'payload-above-endpoint-limit',
    modelPackage({ inference: 'inference: { maxPayloadMB: 26 }' }),
    `
    marketplace.yaml:7:28: warning: \`inference.maxPayloadMB\` is 26, and a real-time endpoint passes on 25 [payload-above-endpoint-limit]
      inference: { maxPayloadMB: 26 }
                                 ^^
      because: only a batch transform sends larger requests, up to 100 MB
      fix: write 25, unless your buyers send larger files in batch transforms
    `,
  );
});

test('the limit of an endpoint is accepted', () => {
  expectNoProblem(
    'payload-above-endpoint-limit',
    modelPackage({ inference: 'inference: { maxPayloadMB: 25 }' }),
  );
});
