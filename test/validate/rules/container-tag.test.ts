import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a tag that says neither version nor processor is refused', () => {
  expectProblem(
    'container-tag',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: latest }',
    }),
    `
    marketplace.yaml:4:56: error: \`base.tag\` is "latest", which cannot be a tag of a Deep Learning Container [container-tag]
      base: { deepLearningContainer: pytorch-inference, tag: latest }
                                                             ^^^^^^
      rule: a tag begins with the version of the framework and says cpu, gpu or its CUDA, all in lower case
      fix: write one such as 2.14.0-cpu-amzn2023-sagemaker of pytorch
    `,
  );
});

test('a tag for ARM machines is refused', () => {
  expectProblem(
    'container-tag',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-arm64-sagemaker }',
    }),
    `
    marketplace.yaml:4:56: error: \`base.tag\` is "2.6.0-cpu-py312-ubuntu22.04-arm64-sagemaker", an image for ARM machines, and SageMaker runs linux/amd64 here [container-tag]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-arm64-sagemaker }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: a tag begins with the version of the framework and says cpu, gpu or its CUDA, all in lower case
      fix: write one such as 2.14.0-cpu-amzn2023-sagemaker of pytorch
    `,
  );
});

test('a tag with the address of a registry before it is refused', () => {
  expectProblem(
    'container-tag',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: "tensorflow-training:2.19.0-cpu" }',
    }),
    `
    marketplace.yaml:4:58: error: \`base.tag\` is "tensorflow-training:2.19.0-cpu", which cannot be a tag of a Deep Learning Container [container-tag]
      base: { deepLearningContainer: tensorflow-training, tag: "tensorflow-training:2.19.0-cpu" }
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      rule: a tag begins with the version of the framework and says cpu, gpu or its CUDA, all in lower case
      fix: write one such as 2.21.0-cpu-py312-amzn2023-sagemaker
    `,
  );
});

test('a tag that names its CUDA instead of saying gpu is accepted', () => {
  expectNoProblem(
    'container-tag',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cu133-amzn2023-sagemaker }',
    }),
  );
});
