import { test } from 'vitest';
import { expectNoProblem, expectProblem, modelPackage } from '../../support/expect-problems.ts';

test('a repository that AWS does not have is refused, with the nearest name', () => {
  expectProblem(
    'container-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inferense, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: \`base.deepLearningContainer\` is "pytorch-inferense", which is not a repository of AWS that this generator knows [container-unknown]
      base: { deepLearningContainer: pytorch-inferense, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }
                                     ^^^^^^^^^^^^^^^^^
      fix: write pytorch-inference
    `,
  );
});

test('a repository for ARM machines is refused by that', () => {
  expectProblem(
    'container-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference-graviton, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: \`base.deepLearningContainer\` is "pytorch-inference-graviton", which is for ARM machines, and the image is linux/amd64 [container-unknown]
      base: { deepLearningContainer: pytorch-inference-graviton, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemake
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write pytorch-inference
    `,
  );
});

test('a repository for other chips is refused by that', () => {
  expectProblem(
    'container-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: pytorch-inference-neuronx, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: \`base.deepLearningContainer\` is "pytorch-inference-neuronx", which is for chips that this generator does not support [container-unknown]
      base: { deepLearningContainer: pytorch-inference-neuronx, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write pytorch-inference
    `,
  );
});

test('a name that is near none gets the whole list', () => {
  expectProblem(
    'container-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: djl-serving-large-models, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker }',
    }),
    `
    marketplace.yaml:4:32: error: \`base.deepLearningContainer\` is "djl-serving-large-models", which is not a repository of AWS that this generator knows [container-unknown]
      base: { deepLearningContainer: djl-serving-large-models, tag: 2.6.0-cpu-py312-ubuntu22.04-sagemaker 
                                     ^^^^^^^^^^^^^^^^^^^^^^^^
      fix: write pytorch, pytorch-inference, pytorch-training, tensorflow-inference, tensorflow-training, huggingface-pytorch-inference or huggingface-pytorch-training
    `,
  );
});

test('a repository of the catalogue is accepted', () => {
  expectNoProblem(
    'container-unknown',
    modelPackage({
      framework: 'framework: pytorch',
      base: 'base: { deepLearningContainer: huggingface-pytorch-training, tag: 2.9.0-transformers5.3.0-gpu-py312-cu130-ubuntu22.04 }',
    }),
  );
});
