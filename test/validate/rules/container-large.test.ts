import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a container for GPUs gets a warning of its size', () => {
  expectProblem(
    'container-large',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:46: warning: pytorch 2.14.0-cu133-amzn2023-sagemaker is a container for GPUs, with many gigabytes of CUDA and tools [container-large]
      base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS Marketplace sets no size of its own, but ECR takes no layer above 52,000 MiB, every machine of a buyer pulls the image before it starts, and each package in it can fail the scan
      fix: publish for CPU where that is fast enough, and give \`upload.scan.waitMinutes\` time for the scan
    `,
  );
});

test('a container for CPUs gets none', () => {
  expectNoProblem(
    'container-large',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
    }),
  );
});
