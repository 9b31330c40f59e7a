import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a container whose tag does not say its CUDA leaves the choice of the driver to the seller', () => {
  expectProblem(
    'batch-ami-missing',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.3.0-gpu-py311-ubuntu20.04-sagemaker }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
    `
    marketplace.yaml:8:66: warning: AWS validates on ml.g5.xlarge with NVIDIA’s driver 470, and the tag of the container does not say its CUDA [batch-ami-missing]
      ::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, cont
                                       ^^^^^^^^^
      because: that driver runs CUDA 11 at most
      fix: write  amiVersion: al2-ami-sagemaker-batch-gpu-535  if the container has a newer CUDA
    `,
  );
});

test('it is chosen where the CUDA is known', () => {
  expectNoProblem(
    'batch-ami-missing',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      inference: 'inference: { instances: { transform: [ml.g5.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
  );
});

test('a type with one driver leaves no choice', () => {
  expectNoProblem(
    'batch-ami-missing',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.3.0-gpu-py311-ubuntu20.04-sagemaker }',
      inference: 'inference: { instances: { transform: [ml.g6.xlarge] } }',
      validation:
        'validation: { role: "arn:aws:iam::123456789012:role/validation", transform: { input: s3://bucket/in/, output: s3://bucket/out/, contentType: text/csv } }',
    }),
  );
});
