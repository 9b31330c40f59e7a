import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('the container of TensorFlow’s own server has not its library, which is installed then', () => {
  expectProblem(
    'container-library-missing',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-inference, tag: 2.20.0-cpu-py312-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: warning: tensorflow-inference has no Python library of TensorFlow, so tensorflow-cpu is installed beside what it has [container-library-missing]
      base: { deepLearningContainer: tensorflow-inference, tag: 2.20.0-cpu-py312-amzn2023-sagemaker }
                                     ^^^^^^^^^^^^^^^^^^^^
      because: it has only a model server, which a listing does not use
      fix: use tensorflow-training, which has the library
    `,
  );
});

test('and does not use a GPU', () => {
  expectProblem(
    'container-library-missing',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-inference, tag: 2.20.0-gpu-py312-cu129-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: warning: tensorflow-inference has no Python library of TensorFlow, so tensorflow-cpu is installed beside what it has, and it does not use the GPU [container-library-missing]
      base: { deepLearningContainer: tensorflow-inference, tag: 2.20.0-gpu-py312-cu129-amzn2023-sagemaker 
                                     ^^^^^^^^^^^^^^^^^^^^
      because: it has only a model server, which a listing does not use
      fix: use tensorflow-training, which has the library
    `,
  );
});

test('a framework that no container is made for is installed beside, with a warning', () => {
  expectProblem(
    'container-library-missing',
    modelPackage({
      framework: 'framework: scikit-learn',
      base: 'base: { deepLearningContainer: pytorch-training, tag: 2.10.0-cpu-py313-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: warning: pytorch-training is not made for scikit-learn, so scikit-learn is installed beside what it has [container-library-missing]
      base: { deepLearningContainer: pytorch-training, tag: 2.10.0-cpu-py313-ubuntu22.04-sagemaker }
                                     ^^^^^^^^^^^^^^^^
      because: its framework only makes the image larger then
      fix: write  base: amazonlinux:2023 , where the framework comes with a Python of its own
    `,
  );
});

test('a framework that does not run on the container’s Python is refused', () => {
  expectProblem(
    'container-library-missing',
    modelPackage({
      framework: 'framework: scikit-learn',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 1.13.1-cpu-py39-ubuntu20.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:56: error: pytorch-inference 1.13.1-cpu-py39-ubuntu20.04-sagemaker has Python 3.9, on which scikit-learn 1.9 does not run [container-library-missing]
      base: { deepLearningContainer: pytorch-inference, tag: 1.13.1-cpu-py39-ubuntu20.04-sagemaker }
                                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      because: the catalogue has it for Python 3.11, 3.12 and 3.13
      fix: choose a tag with one of them, or write  base: amazonlinux:2023
    `,
  );
});

test('a container with the library is accepted', () => {
  expectNoProblem(
    'container-library-missing',
    modelPackage({
      framework: 'framework: tensorflow',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-cpu-py312-amzn2023-sagemaker }',
    }),
  );
});
