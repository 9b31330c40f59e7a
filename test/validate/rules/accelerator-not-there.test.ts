import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a framework without a build for CUDA is told, with those that have one', () => {
  expectProblem(
    'accelerator-not-there',
    modelPackage({ framework: 'framework: { name: lightgbm, accelerator: cuda }' }),
    `
    marketplace.yaml:3:43: error: this generator knows no build of LightGBM for CUDA [accelerator-not-there]
      framework: { name: lightgbm, accelerator: cuda }
                                                ^^^^
      fix: remove \`accelerator\`, or use one of onnxruntime, xgboost, pytorch, tensorflow, transformers or python
    `,
  );
});

test('a container for processors has no CUDA', () => {
  expectProblem(
    'accelerator-not-there',
    modelPackage({
      framework: 'framework: { name: pytorch, accelerator: cuda }',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:3:42: error: the image is to have CUDA, and pytorch 2.14.0-cpu-amzn2023-sagemaker is a container for processors [accelerator-not-there]
      framework: { name: pytorch, accelerator: cuda }
                                               ^^^^
      fix: remove \`accelerator\`, or write a tag with gpu or CUDA in it
      note: marketplace.yaml:4:46: the tag is written here
    `,
  );
});

test('a version that is only built for a CUDA that AWS cannot validate is refused', () => {
  expectProblem(
    'accelerator-not-there',
    modelPackage({ framework: 'framework: { name: pytorch, version: "2.15", accelerator: cuda }' }),
    `
    marketplace.yaml:3:38: error: PyTorch 2.15 has no build for CUDA 12.6 [accelerator-not-there]
      framework: { name: pytorch, version: "2.15", accelerator: cuda }
                                           ^^^^^^
      because: newer builds need CUDA 13, and no driver of SageMaker’s batch transforms runs that: AWS could not validate the product
      fix: write "2.14", the newest version that has one
    `,
  );
});

test('an older version has a build', () => {
  expectNoProblem(
    'accelerator-not-there',
    modelPackage({ framework: 'framework: { name: pytorch, version: "2.9.1", accelerator: cuda }' }),
  );
});

test('2.14.1 is no newer than 2.14', () => {
  expectNoProblem(
    'accelerator-not-there',
    modelPackage({ framework: 'framework: { name: pytorch, version: "2.14.1", accelerator: cuda }' }),
  );
});

test('a container for GPUs has CUDA for any framework', () => {
  expectNoProblem(
    'accelerator-not-there',
    modelPackage({
      framework: 'framework: { name: tensorflow, accelerator: cuda }',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-gpu-py312-cu129-amzn2023-sagemaker }',
    }),
  );
});
