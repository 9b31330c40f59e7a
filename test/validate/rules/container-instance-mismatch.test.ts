import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a container for GPUs on machines without one gets a warning, even where the types are our own', () => {
  expectProblem(
    'container-instance-mismatch',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:46: warning: the container is for GPUs, and no instance type of the listing has one: ml.m5.large [container-instance-mismatch]
      base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: buyers choose among these types, and pay for what is idle
      fix: write types such as ml.g5.xlarge in \`inference.instances\` and \`training.instances\`, or a tag with cpu in it
    `,
  );
});

test('machines with a GPU for a container that does not use it get a warning', () => {
  expectProblem(
    'container-instance-mismatch',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge], transform: [ml.p3.2xlarge] } }',
    }),
    `
    marketplace.yaml:4:46: warning: every instance type of the listing has a GPU, which the container does not use: ml.g5.xlarge and ml.p3.2xlarge [container-instance-mismatch]
      base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: buyers choose among these types, and pay for what is idle
      fix: write a tag with gpu or CUDA in it, or types such as ml.m5.large
    `,
  );
});

test('one type that fits is enough', () => {
  expectNoProblem(
    'container-instance-mismatch',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }',
      inference: 'inference: { instances: { realtime: [ml.g5.xlarge] } }',
    }),
  );
});
