import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a container with CUDA 13 cannot be validated, so the build that can is named', () => {
  expectProblem(
    'cuda-too-new',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:46: error: the image has CUDA 13.3, which does not run on ml.g6.xlarge in batch transforms [cuda-too-new]
      base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }
                                                   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: it needs NVIDIA’s driver 580, and SageMaker offers 535 at most there; AWS validates a product by a batch transform
      fix: write  base: amazonlinux:2023  and  framework: { name: pytorch, accelerator: cuda }
    `,
  );
});

test('a container for CUDA 12 is named where there is one', () => {
  expectProblem(
    'cuda-too-new',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.22.0-gpu-py312-cu130-amzn2023-sagemaker }',
      inference:
        'inference: { instances: { realtime: [ml.g7.2xlarge], transform: [ml.g5.xlarge, ml.g6.xlarge] } }',
    }),
    `
    marketplace.yaml:4:58: error: the image has CUDA 13.0, which does not run on ml.g5.xlarge and ml.g6.xlarge in batch transforms [cuda-too-new]
      base: { deepLearningContainer: tensorflow-training, tag: 2.22.0-gpu-py312-cu130-amzn2023-sagemaker }
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: it needs NVIDIA’s driver 580, and SageMaker offers 535 at most there; AWS validates a product by a batch transform
      fix: use tensorflow-training 2.21.0-gpu-py312-cu129-amzn2023-sagemaker, which AWS patches until 2027-07-10
    `,
  );
});

test('CUDA 12 runs on what every batch transform offers', () => {
  expectNoProblem(
    'cuda-too-new',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-gpu-py312-cu129-amzn2023-sagemaker }',
    }),
  );
});

test('an old driver of endpoints is no problem, because buyers can choose another one', () => {
  expectNoProblem(
    'cuda-too-new',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { realtime: [ml.p4d.24xlarge], transform: [ml.g4dn.xlarge] } }',
    }),
  );
});
