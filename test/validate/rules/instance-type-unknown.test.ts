import { test } from 'vitest';
import { algorithm, expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a machine that is there for another use only is refused, and that use is named', () => {
  expectProblem(
    'instance-type-unknown',
    algorithm({ inference: 'inference: { instances: { transform: [ml.c5.large] } }' }),
    `
    marketplace.yaml:7:39: error: \`inference.instances.transform[0]\` is "ml.c5.large", which SageMaker does not offer for batch transforms [instance-type-unknown]
      inference: { instances: { transform: [ml.c5.large] } }
                                            ^^^^^^^^^^^
      because: it is there for real-time endpoints only
      fix: write ml.c5.xlarge
    `,
  );
});

test('a type of the right use is accepted', () => {
  expectNoProblem(
    'instance-type-unknown',
    modelPackage({
      inference: 'inference: { instances: { transform: [ml.m5.large], realtime: [ml.c5.large] } }',
    }),
  );
});
