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

test('a type that may be new gets a warning', () => {
  expectProblem(
    'instance-type-unknown',
    modelPackage({ inference: 'inference: { instances: { realtime: [ml.zz9.xlarge] } }' }),
    `
    marketplace.yaml:7:38: warning: \`inference.instances.realtime[0]\` is "ml.zz9.xlarge", which was not in SageMaker’s list on 2026-11-29 [instance-type-unknown]
      inference: { instances: { realtime: [ml.zz9.xlarge] } }
                                           ^^^^^^^^^^^^^
      because: AWS adds types, and refuses one that it does not offer only after the upload
      fix: check the spelling; the most similar type of that list is ml.c4.xlarge
    `,
  );
});

test('a type of EC2 is refused, and the name that SageMaker has for it is the fix', () => {
  expectProblem(
    'instance-type-unknown',
    modelPackage({ inference: 'inference: { instances: { realtime: [m5.large] } }' }),
    `
    marketplace.yaml:7:38: error: \`inference.instances.realtime[0]\` is "m5.large", which SageMaker does not offer for real-time endpoints [instance-type-unknown]
      inference: { instances: { realtime: [m5.large] } }
                                           ^^^^^^^^
      fix: write ml.m5.large
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

test('a type of EC2 for training gets its name in SageMaker', () => {
  expectProblem(
    'instance-type-unknown',
    algorithm({
      training: 'training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [m5.xlarge] }',
    }),
    `
    marketplace.yaml:6:80: error: \`training.instances[0]\` is "m5.xlarge", which SageMaker does not offer for training jobs [instance-type-unknown]
      training: { channels: [{ name: train, contentTypes: [text/csv] }], instances: [m5.xlarge] }
                                                                                     ^^^^^^^^^
      fix: write ml.m5.xlarge
    `,
  );
});
