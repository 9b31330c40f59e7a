import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a tag that is newer than the catalogue is let through with a warning that names one that AWS patches', () => {
  expectProblem(
    'container-tag-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker-v1.67 }',
    }),
    `
    marketplace.yaml:4:56: warning: the catalogue does not have the tag 2.6.0-cpu-py312-ubuntu22.04-sagemaker-v1.67 of pytorch-inference [container-tag-unknown]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker-v1.67 }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS adds tags every week; whether this one is there shows when scripts/build.sh pulls it
      fix: see that it exists, or write 2.14.0-cpu-amzn2023-sagemaker of pytorch
    `,
  );
});

test('of the tags of the repository, those that AWS still patches are named', () => {
  expectProblem(
    'container-tag-unknown',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.1-cpu-py312-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:58: warning: the catalogue does not have the tag 2.21.1-cpu-py312-amzn2023-sagemaker of tensorflow-training [container-tag-unknown]
      base: { deepLearningContainer: tensorflow-training, tag: 2.21.1-cpu-py312-amzn2023-sagemaker }
                                                               ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: AWS adds tags every week; whether this one is there shows when scripts/build.sh pulls it
      fix: see that it exists, or write 2.21.0-cpu-py312-amzn2023-sagemaker; known are 2.21.0-cpu-py312-amzn2023-sagemaker and 2.21.0-gpu-py312-cu129-amzn2023-sagemaker
    `,
  );
});

test('a tag of the catalogue is accepted', () => {
  expectNoProblem(
    'container-tag-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
  );
});
