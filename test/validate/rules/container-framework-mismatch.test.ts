import { test } from 'vitest';
import {
  expectNoProblem,
  expectProblem,
  modelPackage,
  serverPackage,
} from '../../support/expect-problems.ts';

test('PyTorch in a container of TensorFlow is refused', () => {
  expectProblem(
    'container-framework-mismatch',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-cpu-py312-amzn2023-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: tensorflow-training is made for TensorFlow, and \`framework\` is pytorch [container-framework-mismatch]
      base: { deepLearningContainer: tensorflow-training, tag: 2.21.0-cpu-py312-amzn2023-sagemaker }
                                     ^^^^^^^^^^^^^^^^^^^
      fix: use pytorch, pytorch-training, huggingface-pytorch-inference or huggingface-pytorch-training, or write  framework: tensorflow
    `,
  );
});

test('a framework that runs in Node is refused', () => {
  expectProblem(
    'container-framework-mismatch',
    modelPackage({
      framework: 'framework: typescript',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: pytorch-inference is a container for Python and PyTorch, and TypeScript runs in Node.js [container-framework-mismatch]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }
                                     ^^^^^^^^^^^^^^^^^
      fix: write  base: amazonlinux:2023 , or  framework: pytorch
    `,
  );
});

test('a framework with a server of its own is refused', () => {
  expectProblem(
    'container-framework-mismatch',
    modelPackage({
      framework: 'framework: flask',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: pytorch-inference is a container for Python and PyTorch, and Flask brings a Python server of its own [container-framework-mismatch]
      base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }
                                     ^^^^^^^^^^^^^^^^^
      fix: write  base: amazonlinux:2023 , or  framework: pytorch
    `,
  );
});

test('a framework of Python that no container is made for is accepted', () => {
  expectNoProblem(
    'container-framework-mismatch',
    modelPackage({
      framework: 'framework: lightgbm',
      base: 'base: { deepLearningContainer: pytorch-inference, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
  );
});

test('a server of the seller may use the Python of any container', () => {
  const base = 'base: { deepLearningContainer: pytorch, tag: 2.14.0-cpu-amzn2023-sagemaker }';
  expectNoProblem('container-framework-mismatch', serverPackage({}, { base }));
  expectNoProblem('container-library-missing', serverPackage({}, { base }));
});
